using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Results;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Raw splits, and extra sets, to what all runs read.</summary>
public sealed class PrepareData : StageTask
{
    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        if (work.ExtraSet is { } set)
            Prepare(experiment, work, set);
        else
            Prepare(experiment, work);
        return new StageYield();
    }

    private protected override void Finished(ExperimentSession experiment, StageNode node)
    {
        if (node.ExtraSet is null)
            Warn(DataWarnings.In(experiment));
    }

    private static void Prepare(ExperimentSession experiment, StageWork work)
    {
        var data = work.Spec.Data;
        var statistics = PrepareStage.Run(new PrepareStageRequest(
            data.ToSource(experiment.Paths), data.Clean, experiment.Paths.Backbone, data.MaxLength, work.OutputFolder),
            work.Log.Remark);
        work.Log.Progress(
            string.Join(", ", statistics.Splits.Select(s => $"{s.Rows} {s.Name}")) + $" comments, {statistics.Labels.Count} labels");
    }

    private static void Prepare(ExperimentSession experiment, StageWork work, ExtraSetSpec set)
    {
        var (data, place) = (work.Spec.Data, experiment.Paths.ExtraSets[set.Name]);
        var prepared = PrepareExtraSetStage.Run(new PrepareExtraSetStageRequest(
            set.Name, data.ToSource(experiment.Paths), set.ToSource(place), set.ToMapping(place), data.Clean,
            experiment.Paths.Backbone, data.MaxLength, work.OutputFolder), work.Log.Remark);
        var covered = prepared.Coverage.Covered.Sum(c => c.Labels.Count);
        work.Log.Progress(
            $"{prepared.Statistics.Rows} comments, {covered} of {covered + prepared.Coverage.NotCovered.Count} labels covered");
    }
}
