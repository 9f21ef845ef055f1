using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>The pages and tables that people read.</summary>
public sealed class WriteReport : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        ReportWriter.Write(
            ArtifactReader.Read(experiment, withAttributions: true), Path.Combine(experiment.Artifacts.Root, StagePlan.PlotsFolder),
                work.OutputFolder);
        return new StageYield();
    }
}
