using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>The stage that writes the report: first with the figures alone, then with the explanations, in the same place.</summary>
internal static class ReportPlan
{
    /// <summary>The report before the explanations are in.</summary>
    /// <param name="perRun">The stages of the runs that have figures.</param>
    /// <param name="leftOut">The runs that the report names and does not show.</param>
    public static StageNode Figures(
        ExperimentSpec spec, ExperimentFiles files, List<StageNode> perRun, IReadOnlyList<StageInput> extraSets,
        IReadOnlyDictionary<string, string> failures, IReadOnlyList<LeftOutRun> leftOut)
    {
        var exported = perRun.Select(s => s.RunFolder).Distinct().Where(files.LostExports.ContainsKey).ToList();
        List<StageInput> inputs =
        [
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Statistics),
            StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Test),
            .. perRun.SelectMany(StagePlan.Shown),
            // The worst mistakes, and the differences from a baseline.
            .. perRun.Where(s => s.Kind == StageKind.Predict).SelectMany(s => StagePlan.Files(s, StageLayout.Predict.Test)),
            .. StagePlan.All(StageKind.Compare),
            .. extraSets,
            // Model cards name the backbone as its configuration does.
            .. files.Backbone.Where(f => Path.GetFileName(f.Path) == ModelLayout.Configuration)
                .Select(f => new StageInput(f.Name, f.Path)),
            .. BaselineFiles.Inputs(files.BaselineFiles),
            .. exported.Select(f => StageInput.Artifact($"{f}/{StageLayout.Export.Folder}", StageLayout.Export.Record)),
            // Plots are made of the same inputs; their manifest stands for whatever files there are.
            StageInput.Artifact(StageLayout.Plot.Folder, StageLayout.Manifest),
        ];
        // The report shows every value of the experiment, so that each of them is its own.
        var parameters = new Dictionary<string, string>(ShownValues.Of(spec));
        StagePlan.AddRuns(parameters, spec, perRun);
        // As runs are, in the order in which they are listed.
        if (spec.Evaluation.ExtraSets is { Count: > 0 } sets)
            parameters.Add("evaluation.extra_sets", string.Join(", ", sets.Select(s => s.Name)));
        if (files.Baseline is { } baseline)
            parameters.Add("baseline", baseline.Name);
        foreach (var (folder, problem) in failures)
            parameters.Add($"failed.{folder}", problem);
        foreach (var run in leftOut)
            parameters.Add($"left_out.{StageFolder.OfRun(run.Run, run.Seed)}", run.Why);
        // The report links the others.
        foreach (var folder in exported.Where(f => files.LostExports[f].Count > 0))
            parameters.Add($"not_linked.{folder}", string.Join(", ", files.LostExports[folder]));
        parameters.Add(StageKey.WithoutExplanations, "true");
        return new(StageKind.Report, null, null, StageLayout.Report.Folder, parameters, inputs);
    }

    /// <param name="explained">The stage Explain of each run that has explanations.</param>
    /// <param name="unexplained">What failed to be explained, by run folder.</param>
    public static StageNode WithExplanations(
        StageNode figures, IEnumerable<StageNode> explained, IReadOnlyDictionary<string, string> unexplained)
    {
        var parameters = new Dictionary<string, string>(figures.Parameters);
        parameters.Remove(StageKey.WithoutExplanations);
        foreach (var (folder, problem) in unexplained)
            parameters.Add(StageKey.Unexplained + folder, problem);
        return figures with
        {
            Parameters = parameters,
            Inputs =
            [
                .. figures.Inputs, .. explained.SelectMany(s => StagePlan.Files(s, StageLayout.Explain.Attributions)),
                .. StagePlan.All(StageKind.Agree),
            ],
        };
    }
}
