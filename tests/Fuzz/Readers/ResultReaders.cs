using Emotune.Files;
using Emotune.Fuzz.Mutations;
using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Model.Training;

namespace Emotune.Fuzz.Readers;

/// <summary>What the stages hand on to the report, and another experiment's results beside it.</summary>
internal static class ResultReaders
{
    public static IReadOnlyList<FuzzedReader> All { get; } =
        [new("results-json", Jsons), new("results-csv", Tables), new("baseline", Baseline)];

    private static IEnumerable<FuzzSeed> Jsons(string root)
    {
        MadeUpRun.Write(root);
        string Evaluated(string name) => Path.Combine(root, StageLayout.Evaluate.Folder, name);
        yield return OfFile<EvaluationReport>(Evaluated(StageLayout.Evaluate.Metrics));
        yield return OfFile<ReliabilityReport>(Evaluated(StageLayout.Evaluate.Reliability));
        yield return OfFile<LabelConfusion>(Evaluated(StageLayout.Evaluate.LabelConfusion));
        yield return OfFile<LabelMap>(Path.Combine(root, "data", StageLayout.Prepare.LabelMap));
        var estimate = new Estimate(0.5, new Interval(0.4, 0.6, 0.95));
        yield return OfValue(root, new ParameterCounts(1, 2, 3, 4, 5));
        yield return OfValue(root, new AgreementReport(5, 0.9, 10, [new AgreementGroup(
            AgreementKind.Runs, "full", "lora", 3, 9, 0, [new AgreementMeasure("spearman", estimate, estimate, estimate)])]));
        yield return OfValue(root, new ComparisonReport(
            null, [new RunReplicates("full", FineTuningMethod.Full, [42], [new ReplicatedFigure("macro_f1", 0.5, null, [0.5])])],
            [new RunContrast("full", "lora", [42], [42], false, 100, 0.95,
                [new ContrastFigure("macro_f1", true, 0.5, 0.6, 0.1, estimate.Interval, 0.1, 0.5, 0.5)], [], [])]));
        var counted = new SplitStatistics("train", 10, 1, 2, 1.5, 0, 0, 9.5, 9, 12, 13, [new LengthCount(9, 10)]);
        yield return OfValue(root, new DatasetStatistics(
            [counted], [new LabelStatistics("joy", 3, 2, 1)], 64, [new SharedRows("train", "test", 0)]));
        yield return OfValue(root, new PreparedExtraSet(counted, new LabelCoverage(
            [new MappedLabel("happy", ["joy"], 3)], [new CoveredLabel("joy", ["joy"], ["happy"])], ["fear"])));
        yield return OfValue<IReadOnlyList<CommentAttribution>>(root, [new CommentAttribution(
            0, "a day", ["joy"], [new Player("a", 0, 1), new Player("day", 2, 5)],
            [new LabelAttribution("joy", 0.9, true, -1, 1, [0.5, 1.5], 0)]) { Evaluations = 4 }]);
    }

    private static FuzzSeed OfFile<T>(string path) => new(path, new JsonMutator(), () => Json.Text(Json.Read<T>(path)));

    private static FuzzSeed OfValue<T>(string root, T value)
    {
        var path = Path.Combine(root, typeof(T).Name + ".json");
        Json.Write(path, value);
        return OfFile<T>(path);
    }

    private static IEnumerable<FuzzSeed> Tables(string root)
    {
        MadeUpRun.Write(root);
        var curves = Path.Combine(root, StageLayout.Evaluate.Folder, StageLayout.Evaluate.ThresholdCurves);
        File.WriteAllLines(curves, File.ReadLines(curves).Take(12).ToList());
        yield return OfTable(curves, path => ThresholdCurveTable.Read(path, 0.95));
        var words = Path.Combine(root, StageLayout.Agree.LabelWords);
        ComparisonTables.WriteWords(words, [new LabelWord("full", "joy", 1, "day, \"one\"", 2, 1.5, 0.75)]);
        yield return OfTable(words, path => ComparisonTables.ReadWords(path));
        var steps = Path.Combine(root, StageLayout.Train.TrainingLog);
        TrainingLogs.WriteSteps(steps, [new StepLog(1, 0, 0.7, 1e-3, 2), new StepLog(2, 0, double.NaN, 1e-3, 2)]);
        yield return OfTable(steps, path => TrainingLogs.ReadSteps(path));
        var epochs = Path.Combine(root, StageLayout.Train.ValidationLog);
        TrainingLogs.WriteEpochs(epochs, [new EpochLog(0, 2, 0.5, 0.1, 0.2, 0.3, true)]);
        yield return OfTable(epochs, path => TrainingLogs.ReadEpochs(path));
    }

    private static FuzzSeed OfTable(string path, Action<string> read) => new(path, new TableMutator(','), () => read(path));

    private static IEnumerable<FuzzSeed> Baseline(string root)
    {
        var here = Path.Combine(root, "here");
        MadeUpRun.Write(here);
        (string Stage, string Name, Mutator Mutator)[] files =
        [
            (StageLayout.Evaluate.Folder, StageLayout.Evaluate.Metrics, new JsonMutator()),
            (StageLayout.Calibrate.Folder, StageLayout.Calibrate.Calibration, new JsonMutator()),
            (StageLayout.Calibrate.Folder, StageLayout.Calibrate.Thresholds, new JsonMutator()),
            (StageLayout.Predict.Folder, StageLayout.Predict.Test, new ParquetMutator()),
        ];
        foreach (var (stage, name, mutator) in files)
        {
            var there = Path.Combine(root, name);
            MadeUpRun.Write(there);
            yield return new FuzzSeed(
                Path.Combine(there, stage, name), mutator, () => BaselineComparison.Of(there, here, MadeUpRun.Bootstrap));
        }
    }
}
