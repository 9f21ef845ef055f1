using Emotune.Model.Stages;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>All stages of an experiment, each after those whose files it reads. Pure: looks at no file.</summary>
/// <param name="Stages">Those that a build brings up to date.</param>
/// <param name="OfShownRuns">The stages of the runs that the report shows: of all that are brought up to date, and of others that
/// are.</param>
/// <param name="FiguresReport">The report as it is written before the explanations are in, in the place of the whole one.</param>
internal sealed record StagePlan(IReadOnlyList<StageNode> Stages, IReadOnlyList<StageNode> OfShownRuns, StageNode FiguresReport)
{
    /// <param name="selectedRuns">Names of the runs to plan for; null for all.</param>
    /// <param name="failures">What failed, by run folder: left out of the plots and named in the report.</param>
    /// <param name="unexplained">What failed only to be explained, by run folder: left out of the explanations and named in the
    /// report.</param>
    /// <param name="others">What is known of the runs that are not selected; null for nothing, so that they are not shown.</param>
    public static StagePlan For(
        ExperimentSpec spec, ExperimentFiles files, IReadOnlySet<string>? selectedRuns = null,
        IReadOnlyDictionary<string, string>? failures = null, IReadOnlyDictionary<string, string>? unexplained = null,
        RunsAside? others = null)
    {
        var stages = new List<StageNode> { Prepare(spec, files) };
        stages.AddRange((spec.Evaluation.ExtraSets ?? []).Select(set => ExtraSetPlan.Prepare(spec, files, set)));
        if (BackbonePlan.Pretrain(spec, files) is { } pretrain)
            stages.Add(pretrain);
        var ofRuns = spec.Runs.SelectMany(run => spec.Seeds.SelectMany(seed => RunPlan.For(spec, files, run, seed))).ToList();
        stages.AddRange(ofRuns.Where(s => IsSelected(s.Run!, selectedRuns)));
        List<StageNode> ofShownRuns =
            [.. ofRuns.Where(s => IsSelected(s.Run!, selectedRuns) || others?.Ready.Contains(s.RunFolder) == true)];
        failures ??= new Dictionary<string, string>();
        unexplained ??= new Dictionary<string, string>();
        var shown = ofShownRuns.Where(s => !failures.ContainsKey(s.RunFolder)).ToList();
        var own = shown.Where(s => s.ExtraSet is null).ToList();
        stages.Add(ComparePlan.For(spec, own));
        stages.Add(Plot(spec, own));
        var explained = own
            .Where(s => s.Kind == StageKind.Explain && !unexplained.ContainsKey(s.RunFolder)).ToList();
        stages.Add(AgreePlan.For(spec, explained));
        var extraSets = ExtraSetPlan.Shown(spec, shown).ToList();
        var figures = ReportPlan.Figures(spec, files, own, extraSets, failures, others?.LeftOut ?? []);
        stages.Add(ReportPlan.WithExplanations(figures, explained, unexplained));
        return new StagePlan([.. stages.OrderBy(s => s.Kind)], [.. ofShownRuns.OrderBy(s => s.Kind)], figures);
    }

    /// <summary>The stages of the runs that are not selected.</summary>
    public static IReadOnlyList<StageNode> OfRunsAside(ExperimentSpec spec, ExperimentFiles files, IReadOnlySet<string> selectedRuns) =>
    [
        .. spec.Runs.Where(r => !IsSelected(r.Name, selectedRuns))
            .SelectMany(run => spec.Seeds.SelectMany(seed => RunPlan.For(spec, files, run, seed))).OrderBy(s => s.Kind),
    ];

    /// <summary>Every stage that the report tells of: those that all runs share, and those of the runs that it shows.</summary>
    public IEnumerable<StageNode> Reported => Stages.Where(s => s.Run is null).Concat(OfShownRuns);

    public IEnumerable<StageNode> Of(StageKind kind) => Stages.Where(s => s.Kind == kind);

    /// <summary>The stage that people know by the title.</summary>
    public StageNode Titled(string title) => Stages.Append(FiguresReport).Single(s => s.Title == title);

    /// <summary>The folders of runs and seeds that belong to the plan: <c>runs/lora/42</c>.</summary>
    public IEnumerable<string> RunFolders => Of(StageKind.Train).Select(s => s.RunFolder);

    private static bool IsSelected(string run, IReadOnlySet<string>? selectedRuns) => selectedRuns?.Contains(run) ?? true;

    private static StageNode Prepare(ExperimentSpec spec, ExperimentFiles files)
    {
        // Paths are inputs, not parameters: a file that moves is the same file.
        var parameters = SpecParameters.For(
            spec, null, "data.format", "data.encoding", "data.clean", "data.max_length", "data.columns", "data.limit");
        return new(StageKind.Prepare, null, null, StageLayout.Prepare.Folder,
            parameters.Concat(LabelSources.OfData(spec.Data)).ToDictionary(),
            [.. files.Data.Concat(files.TokenizerAndClass).Select(f => new StageInput(f.Name, f.Path))]);
    }

    private static StageNode Plot(ExperimentSpec spec, List<StageNode> perRun)
    {
        var inputs = new List<StageInput> { StageInput.Artifact(StageLayout.Prepare.Folder, StageLayout.Prepare.Statistics) };
        foreach (var stage in perRun)
            inputs.AddRange(Shown(stage));
        inputs.AddRange(All(StageKind.Compare));
        var parameters = Parameters(spec, perRun, "name", "report");
        return new(StageKind.Plot, null, null, StageLayout.Plot.Folder, parameters, inputs);
    }

    /// <summary>What plots and report show of a run.</summary>
    internal static IEnumerable<StageInput> Shown(StageNode stage) => stage.Kind switch
    {
        StageKind.Train => Files(stage, StageLayout.Train.Parameters, StageLayout.Train.TrainingLog, StageLayout.Train.ValidationLog),
        StageKind.Calibrate => Files(stage, StageLayout.Calibrate.Calibration, StageLayout.Calibrate.Thresholds),
        StageKind.Evaluate =>
            Files(stage, StageLayout.Evaluate.Metrics, StageLayout.Evaluate.Reliability, StageLayout.Evaluate.ThresholdCurves,
                StageLayout.Evaluate.LabelConfusion),
        StageKind.Prepare or StageKind.Pretrain or StageKind.Predict or StageKind.Compare or StageKind.Plot or StageKind.Explain
            or StageKind.Agree or StageKind.Report => [],
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage.Kind, null),
    };

    /// <summary>Everything that a stage which all runs share writes.</summary>
    internal static IEnumerable<StageInput> All(StageKind kind) =>
        StageLayout.Of(kind).Files.Select(f => StageInput.Artifact(StageLayout.Of(kind).Folder, f));

    internal static IEnumerable<StageInput> Files(StageNode producer, params string[] files) =>
        files.Select(f => StageInput.Artifact(producer.Folder, f));

    private static Dictionary<string, string> Parameters(ExperimentSpec spec, List<StageNode> perRun, params string[] keys)
    {
        var parameters = new Dictionary<string, string>(SpecParameters.For(spec, null, keys));
        AddRuns(parameters, spec, perRun);
        return parameters;
    }

    // In the order in which they are drawn and listed.
    internal static void AddRuns(Dictionary<string, string> parameters, ExperimentSpec spec, IReadOnlyList<StageNode> perRun) =>
        parameters["runs"] = string.Join(", ", RunsOf(spec, perRun).Select(r => $"{r.Name} ({r.Method})"));

    /// <summary>The runs that the stages belong to, in the experiment's order.</summary>
    internal static IReadOnlyList<RunSpec> RunsOf(ExperimentSpec spec, IReadOnlyList<StageNode> perRun)
    {
        var names = perRun.Select(s => s.Run).ToHashSet(StringComparer.Ordinal);
        return [.. spec.Runs.Where(r => names.Contains(r.Name))];
    }
}
