using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting.Guards;

/// <summary>Facts in which no guard finds anything, to change one of.</summary>
internal static class Facts
{
    public static GuardFacts Sound { get; } = new(
        [1, 2, 3],
        new DatasetSummary(
            [Split("train", 4000), Split("validation", 500), Split("test", 1000)],
            [new("joy", 900, 90, 100), new("grief", 300, 30, 40)], 64,
            [new("train", "validation", 0), new("train", "test", 0), new("validation", "test", 0)]),
        new GuardedPair(Run("full", FineTuningMethod.Full, 2e-4), Run("lora", FineTuningMethod.Lora, 2e-3), Contrast(null, null), null));

    public static GuardFacts WithShared(string split, int rows) => Sound with
    {
        Data = Sound.Data with
        {
            Shared = [.. Sound.Data.Shared.Select(s => s.Second == split && s.First == "train" ? s with { Rows = rows } : s)],
        },
        Pair = Sound.Pair! with { Contrast = Contrast(Reduced(rows, -0.05, -0.01), null) },
    };

    public static GuardFacts WithTestComments(int rows) => Sound with
    {
        Data = Sound.Data with { Splits = [.. Sound.Data.Splits.Select(s => s.Name == "test" ? s with { Rows = rows } : s)] },
    };

    public static GuardFacts WithPositives(params int[] positives) => Sound with
    {
        Data = Sound.Data with { Labels = [.. positives.Select((n, i) => new LabelSummary($"label{i}", 100, 50, n))] },
        Pair = Sound.Pair! with { Contrast = Contrast(null, Reduced(1, -0.03, 0.01)) },
    };

    public static GuardFacts WithSeeds(long[] full, long[] lora) => Sound with
    {
        Pair = Sound.Pair! with
        {
            Full = Sound.Pair.Full with { Seeds = full.Length },
            Lora = Sound.Pair.Lora with { Seeds = lora.Length },
            Contrast = Contrast(null, null) with { FirstSeeds = full, SecondSeeds = lora, SeedsResampled = false },
        },
    };

    public static GuardFacts Full(Func<GuardedRun, GuardedRun> change) =>
        Sound with { Pair = Sound.Pair! with { Full = change(Sound.Pair.Full) } };

    public static GuardFacts Lora(Func<GuardedRun, GuardedRun> change) =>
        Sound with { Pair = Sound.Pair! with { Lora = change(Sound.Pair.Lora) } };

    public static GuardFacts Both(Func<GuardedRun, GuardedRun> change) =>
        Sound with { Pair = Sound.Pair! with { Full = change(Sound.Pair.Full), Lora = change(Sound.Pair.Lora) } };

    public static IReadOnlyList<TriedRate> Rates(string template, params double[] rates) =>
        [.. rates.Select(r => new TriedRate(r, template))];

    private static GuardedRun Run(string name, FineTuningMethod method, double rate) => new(
        name, 3, true, MadeUp.Recipe(name, method, rate), Rates(name, rate / 2, rate, rate * 2),
        [new(1, 3, 0.001), new(2, 3, -0.002), new(3, 3, 0.005)]);

    private static RunContrast Contrast(ReducedContrast? shared, ReducedContrast? rare) =>
        MadeUpComparison.Contrast("full", "lora", FigureNames.MicroF1, -0.04, -0.01) with
        {
            WithoutShared = shared,
            WithoutRareLabels = rare,
        };

    private static ReducedContrast Reduced(int leftOut, double low, double high) => new(
        leftOut,
        new ContrastFigure(FigureNames.MicroF1, true, 0.5, 0.5, (low + high) / 2, new Interval(low, high, 0.95), null, 0.1, null));

    private static SplitSummary Split(string name, int rows) => new(name, rows, 0, 0, 0, 10, 10, 20, 30);
}
