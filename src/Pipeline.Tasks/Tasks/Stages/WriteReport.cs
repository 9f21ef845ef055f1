using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The pages and tables that people read.</summary>
public sealed class WriteReport : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        ReportWriter.Write(
            ArtifactReader.Read(experiment, withAttributions: true), work.Folder(StageKind.Plot), work.OutputFolder);
        return new StageYield();
    }
}
