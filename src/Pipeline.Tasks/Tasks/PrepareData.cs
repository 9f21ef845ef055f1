using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tasks;

/// <summary>Raw splits to what all runs read.</summary>
public sealed class PrepareData : StageTask
{
    protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var data = work.Spec.Data;
        var statistics = PrepareStage.Run(new PrepareStageRequest(
            data.ToSource(experiment.Paths), data.Clean.ToSteps(), experiment.Paths.Backbone, data.MaxLength, work.OutputFolder));
        work.Progress(string.Join(", ", statistics.Splits.Select(s => $"{s.Rows} {s.Name}")) + $" comments, {statistics.Labels.Count} labels");
        return new StageYield();
    }
}
