using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The stage that compares all runs.</summary>
internal static class ComparePlan
{
    /// <param name="perRun">The stages of the runs that have a result.</param>
    public static StageNode For(ExperimentSpec spec, IReadOnlyList<StageNode> perRun)
    {
        var parameters = new Dictionary<string, string>(SpecParameters.For(spec, null, "comparison", "evaluation"));
        StagePlan.AddRuns(parameters, spec, perRun);
        var runs = StagePlan.RunsOf(spec, perRun);
        // What a search lists of its candidates.
        foreach (var run in spec.Comparison.Search is null ? [] : runs)
        {
            foreach (var (name, value) in SpecParameters.For(spec, run, "learning_rate", "training.epochs"))
                parameters[$"runs.{run.Name}.{name}"] = value;
        }
        return new(StageKind.Compare, null, null, StageLayout.Compare.Folder, parameters,
        [
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.LabelMap),
            // Their texts say which test comments are in train too.
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Train),
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Test),
            .. perRun.SelectMany(stage => Read(spec, stage)),
        ]);
    }

    private static IEnumerable<StageInput> Read(ExperimentSpec spec, StageNode stage) => stage.Kind switch
    {
        StageKind.Train => StagePlan.Files(stage,
            [StageLayout.Train.Parameters, StageLayout.Train.TrainingLog, StageLayout.Train.ValidationLog,
                .. RunPlan.TrainedFiles(spec.Runs.Single(r => r.Name == stage.Run))]),
        StageKind.Predict when spec.Comparison.Search is null => StagePlan.Files(stage, StageLayout.Predict.Test),
        StageKind.Predict => StagePlan.Files(stage, StageLayout.Predict.Validation, StageLayout.Predict.Test),
        StageKind.Calibrate => StagePlan.Files(stage, StageLayout.Calibrate.Calibration, StageLayout.Calibrate.Thresholds),
        StageKind.Evaluate => StagePlan.Files(stage, StageLayout.Evaluate.Metrics),
        StageKind.Prepare or StageKind.Pretrain or StageKind.Compare or StageKind.Plot or StageKind.Explain or StageKind.Agree
            or StageKind.Report => [],
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Kind, null),
    };
}
