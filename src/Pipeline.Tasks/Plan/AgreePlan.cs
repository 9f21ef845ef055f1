using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The stage that holds the explanations of all runs against each other.</summary>
internal static class AgreePlan
{
    /// <param name="perRun">The stages of the runs that have a result.</param>
    public static StageNode For(ExperimentSpec spec, IReadOnlyList<StageNode> perRun)
    {
        var parameters = new Dictionary<string, string>(SpecParameters.For(
            spec, null, "comparison.resamples", "evaluation.bootstrap.confidence", "evaluation.bootstrap.seed"));
        StagePlan.AddRuns(parameters, spec, perRun);
        return new(StageKind.Agree, null, null, StageLayout.Agree.Folder, parameters,
        [
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.LabelMap),
            StageInput.Artifact(StageLayout.Compare.Folder, StageLayout.Compare.Comparison),
            .. perRun.Where(s => s.Kind == StageKind.Explain).SelectMany(s => StagePlan.Files(s, StageLayout.Explain.Attributions)),
        ]);
    }
}
