using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting;

namespace Emotune.Pipeline.Tasks;

/// <summary>Plots of all runs.</summary>
public sealed class PlotResults : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        PlotWriter.Write(ArtifactReader.Read(experiment, withAttributions: false), work.OutputFolder);
        return new StageYield();
    }
}
