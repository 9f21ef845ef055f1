using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>Results that nobody computed: plausible figures from a formula, the same each time.</summary>
internal static class MadeUp
{
    private static readonly string[] Emotions =
    [
        "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire", "disappointment",
        "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness",
        "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral",
    ];

    public static ReportInput Input(int labels, params RunResult[] runs) => new(
        "made-up", "Made-up results", "name: made-up            # experiments/made-up.yaml(1)\nseeds: [42]              # default\n",
        Dataset(labels),
        new DataCard("Comments that nobody wrote", "CC0", "Nobody, 2020", "English", "Tests", "None of it is real."),
        runs)
    {
        Recipes = runs.GroupBy(r => r.Run).ToDictionary(r => r.Key, r => Recipe(r.Key, r.First().Method, 1e-3)),
        Versions = [new("Emotune", "1.0.0"), new("TorchSharp", "0.107.0")],
        SharedProvenance = [new("prepare", "0123456789abcdef", "first run")],
        SharedCosts = new Dictionary<string, StageCost> { ["prepare"] = Cost(3.5, null, 1_000_000) },
    };

    public static RunRecipe Recipe(string writtenAs, FineTuningMethod method, double rate) => new(
        writtenAs, rate, ValidationMetric.MacroAveragePrecision,
        new Dictionary<string, string> { ["training.epochs"] = "3", ["training.layer_decay"] = "1" },
        method == FineTuningMethod.Full ? new Dictionary<string, string>() : new Dictionary<string, string> { ["lora.rank"] = "8" });

    public static string Label(int i) => i < Emotions.Length ? Emotions[i] : $"label-{i}";

    public static RunResult Run(string name, FineTuningMethod method, int labels, int seed = 42)
    {
        var shift = (method == FineTuningMethod.Full ? 0.03 : 0) + (0.02 * Noise(seed, name.Length));
        return new RunResult(name, seed, method)
        {
            Parameters = method == FineTuningMethod.Full
                ? new ParameterCounts(0, 21_532, 66_953_472, 0, 66_975_004)
                : new ParameterCounts(1_254_144, 21_532, 0, 66_953_472, 68_250_680),
            Evaluation = Evaluation(labels, shift, seed),
            Reliability = Reliability(labels, seed),
            ThresholdCurves = [
                .. Enumerable.Range(0, labels).SelectMany(i => Enumerable.Range(1, 99).Select(t => Curve(i, t / 100.0, shift)))],
            Confusion = Confusion(labels, shift),
            Calibration = [
                .. Enumerable.Range(0, labels)
                    .Select(i => new ShownCalibration(Label(i), new TemperatureMap(0.8 + Noise(i, seed)), 0.1 + (0.5 * Noise(i, 3))))],
            Steps = [
                .. Enumerable.Range(1, 420)
                    .Select(
                        s => new StepLog(s, 1 + (s / 141), (0.6 * Math.Exp(-s / 60.0)) + 0.1 - shift + (0.04 * Noise(s, seed)), 1e-4, 1))],
            Epochs = [
                .. Enumerable.Range(1, 3)
                    .Select(e => new EpochLog(e, e * 140, 0.14 - shift - (0.012 * e) + (e == 3 ? 0.01 : 0), 0.5, 0.4, 0.45, e == 2))],
            Mistakes = new Mistakes(
                [.. Enumerable.Range(0, 20).Select(i => Mistake(i, Label(i % labels), i >= 10))],
                [.. Enumerable.Range(0, labels).Select(i => Mistake(i, Label(i), true))]),
            Attributions = [.. Enumerable.Range(0, 3).Select(row => Comment(row, labels, shift))],
            Costs = new Dictionary<string, StageCost>
            {
                ["train"] = Cost(
                    method == FineTuningMethod.Full ? 1620.5 : 1410.25, 81.5, method == FineTuningMethod.Full ? 267_900_016 : 5_102_000),
                ["predict"] = Cost(61.25, 410, 1_200_000),
            },
            Provenance = [new("train", "fedcba9876543210", "first run"), new("predict", "aaaabbbbccccdddd", "up to date")],
        };
    }

    public static RunResult Failed(string name, FineTuningMethod method, string why, int seed = 42) =>
        new(name, seed, method) { Failure = why };

    public static DatasetSummary Dataset(int labels) => new(
        [new("train", 43410, 0, 120, 3, 19.1, 18, 33, 141), new("validation", 5426, 0, 4, 0, 19.0, 18, 33, 99),
            new("test", 5427, 0, 2, 0, 19.2, 18, 33, 102)],
        [.. Enumerable.Range(0, labels).Select(i => new LabelSummary(Label(i), 8 * Positives(i), Positives(i) + 1, Positives(i)))],
        128,
        [new("train", "test", 31)]);

    public static int Positives(int label) => 4 + (int)(600 * Noise(label, 7) * Noise(label, 8));

    /// <summary>In [0, 1).</summary>
    public static double Noise(int a, int b)
    {
        var x = (uint)((a * 2654435761) + (b * 40503) + 12345);
        x = (x ^ (x >> 16)) * 0x45d9f3bu;
        return ((x ^ (x >> 16)) & 0xFFFF) / 65536.0;
    }

    public static StageCost Cost(double seconds, double? rate, long stored) =>
        new(seconds, rate, 2_400_000_000, stored, "host-1", "AMD EPYC", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private static EvaluationReport Evaluation(int labels, double shift, int seed) => new(
        5427,
        [.. new[] { (DecisionNames.Half, 0.50), (DecisionNames.Global, 0.54), (DecisionNames.Validation, 0.551),
            (DecisionNames.Oracle, 0.572) }
            .Select(d => Decision(d.Item1, d.Item2 + shift + (0.001 * Noise(seed, 5))))],
        Around(0.45 + shift), Around(0.6 + shift),
        new(Around(0.0213), Around(0.019), 0.31, Around(0.0341), Around(0.113)) { DebiasedSquaredError = Around(0.000832) },
        new(Around(0.0057), Around(0.0061), 0.12, Around(0.0322),
            Around(0.105))
        { DebiasedSquaredError = Around(0.000041 - (shift / 10_000)) },
        Around(0.247), Around(0.018),
        [.. Enumerable.Range(0, labels).Select(i => OfLabel(i, shift))]);

    private static LabelReport OfLabel(int i, double shift)
    {
        var ap = 0.15 + (0.75 * Noise(i, 11)) + (shift * (Noise(i, 12) + 0.3));
        return new(Label(i), Positives(i), Around(ap), 0.9, 0.1 + (0.5 * Noise(i, 3)), new(0.6, 0.4, 0.48), new(0.55, 0.52, 0.5 + shift),
            0.02, 0.006, 0.03, 0.029, 0.11, 0.1);
    }

    private static DecisionReport Decision(string name, double f1) => new(
        name, name == DecisionNames.Oracle, new(f1 + 0.02, f1 - 0.02, f1), new(f1 - 0.06, f1 - 0.1, f1 - 0.08), new(f1, f1, f1 - 0.01),
        new(f1, f1, f1 + 0.01),
        new(f1 - 0.011, f1 + 0.012, 0.95), new(f1 - 0.098, f1 - 0.061, 0.95), 0.45, 0.032, 0.52);

    private static Estimate Around(double value) => new(value, new(value * 0.96, Math.Min(1, value * 1.05), 0.95));

    private static ThresholdCurvePoint Curve(int label, double threshold, double shift)
    {
        var precision = Math.Min(1, 0.2 + (0.75 * threshold) + (0.1 * Noise(label, 31)));
        var recall = Math.Max(0, 1 - Math.Pow(threshold, 0.8 + Noise(label, 32)) + shift);
        var f1 = 2 * precision * recall / (precision + recall);
        return new(
            Label(label), threshold, Math.Abs(threshold - Math.Round(0.2 + (0.5 * Noise(label, 3)), 2)) < 1e-9, Around(precision),
            Around(Math.Min(1, recall)), Around(f1));
    }

    private static LabelConfusion Confusion(int labels, double shift)
    {
        int Wrong(int i, int j) => i == j || Noise(i, j + 50) < 0.7 ? 0 : (int)(Positives(i) * 0.3 * Noise(j, i + 90));
        int[] all = [.. Enumerable.Range(0, labels)];
        return new(
            [.. all.Select(Label)], [.. all.Select(Positives)],
            [.. all.Select(
                i => (IReadOnlyList<int>)[
                    .. all.Select(j => i == j ? (int)(Positives(i) * (0.5 + shift)) : Wrong(i, j) + (Noise(i, j) > 0.9 ? 1 : 0))])],
            [.. all.Select(i => (IReadOnlyList<int>)[.. all.Select(j => Wrong(i, j))])]);
    }

    private static ReliabilityReport Reliability(int labels, int seed) =>
        new(Bins(seed, 0.12), Bins(seed, 0.02),
            [.. Enumerable.Range(0, labels).Select(i => new LabelReliability(Label(i), Bins(i, 0.1), Bins(i, 0.02)))]);

    private static List<ReliabilityBin> Bins(int seed, double off) => [.. Enumerable.Range(0, 15).Select(i =>
    {
        var (lower, upper) = (i / 15.0, (i + 1) / 15.0);
        var mean = (lower + upper) / 2;
        var fraction = Math.Clamp(mean - (off * Math.Sin(Math.PI * mean)) + (0.03 * (Noise(i, seed) - 0.5)), 0, 1);
        return i == 13
            ? new ReliabilityBin(lower, upper, 0, null, null)
            : new ReliabilityBin(lower, upper, (int)(120_000 / Math.Pow(i + 1, 2.4)) + 1, mean, fraction);
    })];

    private static Mistake Mistake(int row, string label, bool isMissed) => new(
        row, FormattableString.Invariant($"Comment {row}, which <b>nobody</b> wrote"), isMissed ? [label] : [], label, isMissed,
        isMissed ? 0.01 + (0.001 * row) : 0.99 - (0.001 * row));

    private static CommentAttribution Comment(int row, int labels, double shift)
    {
        string[] texts = ["Thanks for this, that was great!", "I am not sure what you mean by that 😀", "Wow, that is so sad to hear."];
        var text = texts[row % texts.Length];
        var players = new List<Player>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at) is var space and >= 0 ? space : text.Length;
            players.Add(new(text[at..end], at, end));
            at = end + 1;
        }
        var values = players.Select((_, i) => (2 * Noise(i, row)) - 0.7 + shift).ToArray();
        return new(row * 11, text, [Label(row % labels)], players,
            [new(Label(row % labels), 0.83 - shift, true, -3.2, -3.2 + values.Sum(), values, 0)]);
    }
}
