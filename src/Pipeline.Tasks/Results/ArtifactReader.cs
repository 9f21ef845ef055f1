using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Results;

/// <summary>An experiment's artifacts as the plots and the report are made of them.</summary>
internal static class ArtifactReader
{
    public static ReportInput Read(ExperimentSession experiment, ResultScope scope)
    {
        var spec = experiment.Spec;
        var (compare, agree) = (experiment.Artifacts.Stage(StageKind.Compare), experiment.Artifacts.Stage(StageKind.Agree));
        var stages = experiment.Plan.Reported
            .Where(s => scope == ResultScope.All || s.Kind is not (StageKind.Explain or StageKind.Agree)).ToList();
        var shared = stages.Where(s => s.Run is null && s.Kind != StageKind.Report).ToList();
        var failed = experiment.Failures.OfRuns();
        var test = scope != ResultScope.Plots ? PreparedReader.Read(experiment.Artifacts.Stage(StageKind.Prepare), Split.Test) : null;
        var runs = experiment.Plan.OfShownRuns.Where(n => n.Kind == StageKind.Train)
            .Select(n => ReadRun(experiment, n, stages, failed, scope, test)).ToList();
        var comparison = Json.Read<ComparisonReport>(Path.Combine(compare, StageLayout.Compare.Comparison));
        return new ReportInput(
            spec.Name, spec.Report.Title, string.Concat(ShownValues.Of(spec).Select(v => $"{v.Key}: {v.Value}\n")),
            Summary(PreparedReader.ReadStatistics(experiment.Artifacts.Stage(StageKind.Prepare))), Card(spec.DataCard), runs)
        {
            Contrasts = comparison.Contrasts,
            Search = comparison.Search,
            Recipes = spec.Runs.ToDictionary(r => r.Name, r => RecipeReader.Read(spec, r), StringComparer.Ordinal),
            Use = scope != ResultScope.Plots ? ModelUseReader.Read(experiment) : ModelUse.Unknown,
            ExplanationsFollow = scope == ResultScope.Figures,
            Agreements = scope == ResultScope.All
                ? Json.Read<AgreementReport>(Path.Combine(agree, StageLayout.Agree.Agreement)).Groups
                : [],
            ExtraSets = scope != ResultScope.Plots
                ? [.. (spec.Evaluation.ExtraSets ?? [])
                    .Select(s => Path.Combine(experiment.Artifacts.ExtraSet(s.Name), StageLayout.Prepare.ExtraSet))
                    .Select(Json.Read<PreparedExtraSet>)]
                : [],
            LabelWords = scope == ResultScope.All
                ? ComparisonTables.ReadWords(Path.Combine(agree, StageLayout.Agree.LabelWords))
                : [],
            Exports = scope != ResultScope.Plots ? ExportReader.Read(experiment, runs) : [],
            InputFiles = Inputs(experiment),
            Baseline = scope != ResultScope.Plots ? Baseline(experiment, runs) : null,
            SharedCosts = Costs(experiment, shared),
            SharedProvenance = Provenance(experiment, shared),
            Versions =
            [
                .. experiment.Tools.Append(new("Emotune", ToolVersions.OfEmotune)).OrderBy(t => t.Key, StringComparer.Ordinal)
                    .Select(t => new ToolVersion(t.Key, t.Value)),
            ],
            Command = experiment.Command,
            LeftOut = experiment.LeftOut,
        };
    }

    private static RunResult ReadRun(
        ExperimentSession experiment, StageNode train, List<StageNode> all, IReadOnlyDictionary<string, string> failed,
        ResultScope scope, PreparedSplit? test)
    {
        var (run, seed) = (train.Run!, train.Seed!.Value);
        var method = experiment.Spec.Runs.Single(r => r.Name == run).Method;
        var result = new RunResult(run, (int)seed, method);
        if (failed.TryGetValue(StageFolder.OfRun(run, seed), out var problem))
            return result with { Failure = problem };
        var unexplained = experiment.Unexplained().GetValueOrDefault(StageFolder.OfRun(run, seed));
        string At(StageKind stage, string file) => Path.Combine(experiment.Artifacts.Stage(stage, run, seed), file);
        var evaluation = Json.Read<EvaluationReport>(At(StageKind.Evaluate, StageLayout.Evaluate.Metrics));
        var calibration = Json.Read<CalibrationResult>(At(StageKind.Calibrate, StageLayout.Calibrate.Calibration));
        var stages = all.Where(s => s.Run == run && s.Seed == seed).ToList();
        return result with
        {
            Parameters = Json.Read<ParameterCounts>(At(StageKind.Train, StageLayout.Train.Parameters)),
            Evaluation = evaluation,
            Reliability = Json.Read<ReliabilityReport>(At(StageKind.Evaluate, StageLayout.Evaluate.Reliability)),
            ThresholdCurves = ThresholdCurveTable.Read(
                At(StageKind.Evaluate, StageLayout.Evaluate.ThresholdCurves), experiment.Spec.Evaluation.Bootstrap.Confidence),
            Confusion = Json.Read<LabelConfusion>(At(StageKind.Evaluate, StageLayout.Evaluate.LabelConfusion)),
            Calibration = Calibrations(calibration, evaluation),
            Steps = TrainingLogs.ReadSteps(At(StageKind.Train, StageLayout.Train.TrainingLog)),
            Epochs = TrainingLogs.ReadEpochs(At(StageKind.Train, StageLayout.Train.ValidationLog)),
            Mistakes = test is null ? null : MistakesOf(experiment, run, seed, calibration, test),
            ExplanationFailure = unexplained,
            Attributions = scope == ResultScope.All && unexplained is null
                ? Json.Read<IReadOnlyList<CommentAttribution>>(At(StageKind.Explain, StageLayout.Explain.Attributions))
                : [],
            ExtraSets = scope != ResultScope.Plots ? ReadExtraSets(experiment, stages) : new Dictionary<string, ExtraSetReport>(),
            Costs = Costs(experiment, stages),
            Provenance = Provenance(experiment, stages),
        };
    }

    private static Mistakes MistakesOf(
        ExperimentSession experiment, string run, long seed, CalibrationResult calibration, PreparedSplit test)
    {
        string At(StageKind stage, string file) => Path.Combine(experiment.Artifacts.Stage(stage, run, seed), file);
        var scored = ScoredRun.Of(
            run, PredictionFile.Read(At(StageKind.Predict, StageLayout.Predict.Test), test.LabelNames), calibration,
            Json.Read<DecisionThresholds>(At(StageKind.Calibrate, StageLayout.Calibrate.Thresholds)), experiment.Spec.Evaluation.Bins);
        return Mistakes.Of(scored, test.Texts, test.LabelNames);
    }

    private static Dictionary<string, ExtraSetReport> ReadExtraSets(ExperimentSession experiment, List<StageNode> stages) =>
        stages.Where(s => s.ExtraSet is not null && s.Kind == StageKind.Evaluate).ToDictionary(
            s => s.ExtraSet!,
            s => Json.Read<ExtraSetReport>(Path.Combine(experiment.Artifacts.Stage(s), StageLayout.Evaluate.Metrics)),
            StringComparer.Ordinal);

    private static DatasetSummary Summary(DatasetStatistics s) => new(
        [.. s.Splits.Select(
            x => new SplitSummary(
                x.Name, x.Rows, x.Unlabelled, x.Duplicates, x.Truncated, x.MeanTokens, x.MedianTokens, x.P95Tokens, x.MaxTokens))],
        [.. s.Labels.Select(x => new LabelSummary(x.Name, x.TrainPositives, x.ValidationPositives, x.TestPositives))],
        s.MaxLength,
        [.. s.Shared.Select(x => new SplitOverlap(x.First, x.Second, x.Rows))]);

    private static DataCard Card(DataCardSpec? card) => card is null
        ? new DataCard()
        : new DataCard(card.Source, card.Licence, card.Citation, card.Language, card.IntendedUse, card.Limits);

    private static IReadOnlyList<ShownCalibration> Calibrations(CalibrationResult calibration, EvaluationReport evaluation) =>
        [.. evaluation.Labels.Zip(calibration.Labels, (label, c) => new ShownCalibration(label.Name, c.Map, label.Threshold, c.Note))];

    // A user's file belongs to no stage; its digest stands in the manifests of the stages that read it.
    private static IReadOnlyList<InputDigest> Inputs(ExperimentSession experiment) =>
    [
        .. experiment.Plan.Reported.SelectMany(stage => experiment.Resolver.ReadManifest(stage)?.Key.Inputs
                .Where(i => stage.Inputs.Any(read => read.Name == i.Key && read.Producer is null)) ?? [])
            .DistinctBy(i => i.Key).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => new InputDigest(i.Key, i.Value)),
    ];

    private static BaselineResults? Baseline(ExperimentSession experiment, List<RunResult> runs)
    {
        if (experiment.Baseline is not { } baseline) return null;
        var options = experiment.Spec.Comparison.ToOptions(experiment.Spec.Evaluation).Bootstrap;
        return new(baseline.Name,
        [
            .. runs.Where(r => r.Failure is null).Select(r => (Run: r, Folder: StageFolder.OfRun(r.Run, r.Seed)))
                .Select(
                    r => (r.Run,
                        Figures: BaselineComparison.Of(
                            Path.Combine(baseline.Folder, r.Folder), Path.Combine(experiment.Artifacts.Root, r.Folder), options)))
                .Where(r => r.Figures is not null).Select(r => new BaselineRun(r.Run.Run, r.Run.Seed, r.Figures!)),
        ]);
    }

    private static Dictionary<string, StageCost> Costs(ExperimentSession experiment, List<StageNode> stages) => stages
        .Select(s => (s.CostName, File: CostFile.Read(experiment.Artifacts.Stage(s))))
        .Where(s => s.File is not null)
        .ToDictionary(s => s.CostName, s => s.File!.Cost, StringComparer.Ordinal);

    private static IReadOnlyList<StageProvenance> Provenance(ExperimentSession experiment, List<StageNode> stages) =>
        [.. stages.Select(s => new StageProvenance(
            s.Work,
            experiment.Resolver.ReadManifest(s)?.Key.Digest ?? "",
            string.Join("; ", CostFile.Read(experiment.Artifacts.Stage(s))?.Reasons ?? [])))];
}
