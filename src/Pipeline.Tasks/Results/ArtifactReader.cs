using Emotune.Model.Artifacts.Files;
using Emotune.Model.Calibration;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Metrics;
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
    public static ReportInput Read(ExperimentSession experiment, bool withAttributions)
    {
        var (spec, root) = (experiment.Spec, experiment.Artifacts.Root);
        var (data, compare) = (Path.Combine(root, StagePlan.DataFolder), Path.Combine(root, StagePlan.CompareFolder));
        var failed = experiment.FailedRuns();
        var runs = experiment.Plan.Of(StageKind.Train).Select(n => ReadRun(experiment, n, failed, withAttributions)).ToList();
        return new ReportInput(
            spec.Name, spec.Report.Title, string.Concat(ShownValues.Of(spec).Select(v => $"{v.Key}: {v.Value}\n")),
                Summary(PreparedReader.ReadStatistics(data)), Card(spec.DataCard), runs)
        {
            Contrasts = Json.Read<ComparisonReport>(Path.Combine(compare, StageFiles.Comparison)).Contrasts,
            Agreements = Json.Read<AgreementReport>(Path.Combine(compare, StageFiles.Agreement)).Groups,
            ExtraSets = withAttributions
                ? [.. (spec.Evaluation.ExtraSets ?? [])
                    .Select(s => Json.Read<PreparedExtraSet>(Path.Combine(root, ExtraSetPlan.Folder(s.Name), StageFiles.ExtraSet)))]
                : [],
            LabelWords = ComparisonTables.ReadWords(Path.Combine(compare, StageFiles.LabelWords)),
            InputFiles = Inputs(experiment),
            Baseline = withAttributions ? Baseline(experiment, runs) : null,
            SharedCosts = Costs(root, SharedStages(experiment.Plan)),
            SharedProvenance = Provenance(experiment, StageKind.Prepare, StageKind.Pretrain, StageKind.Compare, StageKind.Plot),
            Versions = [.. experiment.Tools.Select(t => new ToolVersion(t.Key, t.Value))],
            Command = $"dotnet build Experiments.proj -t:Report -p:Experiment={spec.Name}",
        };
    }

    private static RunResult ReadRun(
        ExperimentSession experiment, StageNode train, IReadOnlyDictionary<string, string> failed, bool withAttributions)
    {
        var name = RunPlan.Folder(train.Run!, train.Seed!.Value);
        var method = experiment.Spec.Runs.Single(r => r.Name == train.Run).Method;
        var result = new RunResult(train.Run!, (int)train.Seed.Value, method);
        if (failed.TryGetValue(name, out var problem))
            return result with { Failure = problem };
        var folder = Path.Combine(experiment.Artifacts.Root, name);
        var evaluation = Json.Read<EvaluationReport>(Path.Combine(folder, "evaluate", StageFiles.Metrics));
        return result with
        {
            Parameters = Json.Read<ParameterCounts>(Path.Combine(folder, "train", StageFiles.Parameters)),
            Evaluation = evaluation,
            Reliability = Json.Read<ReliabilityReport>(Path.Combine(folder, "evaluate", StageFiles.Reliability)),
            ThresholdCurves = ThresholdCurveTable.Read(
                Path.Combine(folder, "evaluate", StageFiles.ThresholdCurves), experiment.Spec.Evaluation.Bootstrap.Confidence),
            Confusion = Json.Read<LabelConfusion>(Path.Combine(folder, "evaluate", StageFiles.LabelConfusion)),
            Calibration = Calibrations(Path.Combine(folder, "calibrate"), evaluation),
            Steps = TrainingLogs.ReadSteps(Path.Combine(folder, "train", StageFiles.TrainingLog)),
            Epochs = TrainingLogs.ReadEpochs(Path.Combine(folder, "train", StageFiles.ValidationLog)),
            Attributions = withAttributions
                ? Json.Read<IReadOnlyList<CommentAttribution>>(Path.Combine(folder, "explain", StageFiles.Attributions))
                : [],
            ExtraSets = withAttributions ? ReadExtraSets(experiment.Spec, folder) : new Dictionary<string, ExtraSetReport>(),
            Costs = Costs(folder, [.. RunStages, .. ExtraSetStages(experiment.Spec)]),
            Provenance = Provenance(experiment, [.. experiment.Plan.Stages.Where(s => s.Run == train.Run && s.Seed == train.Seed)]),
        };
    }

    private static readonly (string, string)[] RunStages =
        [.. new[] { "train", "predict", "calibrate", "evaluate", "explain" }.Select(s => (s, s))];

    private static IEnumerable<(string, string)> ExtraSetStages(ExperimentSpec spec) =>
        from set in spec.Evaluation.ExtraSets ?? []
        from stage in ExtraSetPlan.Stages
        select (ExtraSetPlan.Folder(set.Name, stage), $"{stage} {set.Name}".ToLowerInvariant());

    private static Dictionary<string, ExtraSetReport> ReadExtraSets(ExperimentSpec spec, string folder) =>
        (spec.Evaluation.ExtraSets ?? []).ToDictionary(
        set => set.Name, set =>
            Json.Read<ExtraSetReport>(Path.Combine(folder, ExtraSetPlan.Folder(set.Name, "evaluate"), StageFiles.Metrics)),
                StringComparer.Ordinal);

    private static (string, string)[] SharedStages(StagePlan plan) =>
        [.. plan.Stages.Where(s => s.Run is null && s.Kind != StageKind.Report).Select(s => (s.Folder, s.Work.ToLowerInvariant()))];

    private static DatasetSummary Summary(DatasetStatistics s) => new(
        [.. s.Splits.Select(
            x => new SplitSummary(
                x.Name, x.Rows, x.Unlabelled, x.Duplicates, x.Truncated, x.MeanTokens, x.MedianTokens, x.P95Tokens, x.MaxTokens))],
        [.. s.Labels.Select(x => new LabelSummary(x.Name, x.TrainPositives, x.ValidationPositives, x.TestPositives))],
        s.MaxLength,
        [.. s.Shared.Select(x => new SplitOverlap(x.First, x.Second, x.Rows))]);

    private static DataCard Card(DataCardSpec? card) =>
        card is null ? new DataCard() : new DataCard(card.Source, card.Licence, card.Citation, null, card.IntendedUse, card.Limits);

    private static IReadOnlyList<Reporting.Shown.LabelCalibration> Calibrations(string folder, EvaluationReport evaluation)
    {
        var calibration = Json.Read<CalibrationResult>(Path.Combine(folder, StageFiles.Calibration));
        return [.. evaluation.Labels.Zip(calibration.Labels, (label, c) =>
            new Reporting.Shown.LabelCalibration(label.Name, c.Map.Temperature, label.Threshold, c.Note))];
    }

    // A user's file belongs to no stage; its digest stands in the manifests of the stages that read it.
    private static IReadOnlyList<InputDigest> Inputs(ExperimentSession experiment) =>
    [
        .. experiment.Plan.Stages.SelectMany(stage => experiment.Resolver.ReadManifest(stage)?.Key.Inputs
                .Where(i => stage.Inputs.Any(read => read.Name == i.Key && read.Producer is null)) ?? [])
            .DistinctBy(i => i.Key).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => new InputDigest(i.Key, i.Value)),
    ];

    private static BaselineResults? Baseline(ExperimentSession experiment, List<RunResult> runs)
    {
        if (experiment.Baseline is not { } baseline) return null;
        var options = experiment.Spec.Comparison.ToOptions(experiment.Spec.Evaluation).Bootstrap;
        return new(baseline.Name,
        [
            .. runs.Where(r => r.Failure is null).Select(r => (Run: r, Folder: RunPlan.Folder(r.Run, r.Seed)))
                .Select(
                    r => (r.Run,
                        Figures: BaselineComparison.Of(
                            Path.Combine(baseline.Folder, r.Folder), Path.Combine(experiment.Artifacts.Root, r.Folder), options)))
                .Where(r => r.Figures is not null).Select(r => new BaselineRun(r.Run.Run, r.Run.Seed, r.Figures!)),
        ]);
    }

    private static Dictionary<string, StageCost> Costs(string folder, params (string Folder, string Stage)[] stages) => stages
        .Select(s => (s.Stage, Cost: CostFile.Read(Path.Combine(folder, s.Folder))))
        .Where(s => s.Cost is not null)
        .ToDictionary(s => s.Stage, s => s.Cost!.Cost, StringComparer.Ordinal);

    private static IReadOnlyList<StageProvenance> Provenance(ExperimentSession experiment, params StageKind[] kinds) =>
        Provenance(experiment, experiment.Plan.Stages.Where(s => s.Run is null && kinds.Contains(s.Kind)).ToArray());

    private static IReadOnlyList<StageProvenance> Provenance(ExperimentSession experiment, IReadOnlyList<StageNode> stages) =>
        [.. stages.Select(s => new StageProvenance(
            s.Work,
            experiment.Resolver.ReadManifest(s)?.Key.Digest ?? "",
            string.Join("; ", CostFile.Read(experiment.Artifacts.Stage(s))?.Reasons ?? [])))];
}
