using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting.Plots;
using Emotune.Pipeline.Results;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Plots of all runs.</summary>
public sealed class PlotResults : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        PlotWriter.Write(ArtifactReader.Read(experiment, ResultScope.Plots), work.OutputFolder);
        return new StageYield();
    }
}
