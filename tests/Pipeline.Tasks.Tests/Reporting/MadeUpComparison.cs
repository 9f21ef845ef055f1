using Emotune.Model.Comparison;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>What the stage Compare would have said of made-up results, as far as the report reads it.</summary>
internal static class MadeUpComparison
{
    /// <summary>The first full run against the first LoRA run, words that matter, and how far they agree.</summary>
    public static ReportInput Compared(this ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var full = input.Runs.First(r => r.Method == FineTuningMethod.Full && r.Evaluation is not null);
        var lora = input.Runs.First(r => r.Method == FineTuningMethod.Lora && r.Evaluation is not null);
        return input with
        {
            Contrasts = [Contrast(full, lora)],
            Agreements =
            [
                new(AgreementKind.Runs, full.Run, lora.Run, 50, 63, 4, Measures(0.62, 0.27)),
                new(AgreementKind.Seeds, full.Run, full.Run, 50, 190, 9, Measures(0.71, 0.27)),
            ],
            LabelWords = [.. new[] { full.Run, lora.Run }.SelectMany(run => input.Dataset.Labels.SelectMany((l, i) =>
                new[] { "thanks", "great", "not" }.Select(
                    (w, k) => new LabelWord(run, l.Name, k + 1, w, 5 - k, 3.1 - k + (0.01 * i), 0.6 - (0.1 * k)))))],
        };
    }

    /// <summary>One figure's difference between two runs.</summary>
    public static RunContrast Contrast(string first, string second, string metric, double low, double high) => new(
        first, second, [1, 2, 3], [1, 2, 3], true, 10_000, 0.95,
        [Figure(metric, true, 0.5, 0.5 + ((low + high) / 2), (high - low) / 2)], [], []);

    private static RunContrast Contrast(RunResult full, RunResult lora)
    {
        var figures = ComparedFigures.All.Select(
            f => Figure(f.Name, f.HigherIsBetter, f.Of(full.Evaluation!), f.Of(lora.Evaluation!), f.HigherIsBetter ? 0.012 : 0.002));
        var labels = full.Evaluation!.Labels.Zip(lora.Evaluation!.Labels).ToArray();
        return new RunContrast(
            full.Run, lora.Run, [full.Seed], [lora.Seed], false, 10_000, 0.95, [.. figures],
            [.. labels.Select(
                (l, i) =>
                    Figure(l.First.Name, true, l.First.AveragePrecision.Value,
                        l.Second.AveragePrecision.Value + (0.03 * MadeUp.Noise(i, 21)), 0.04))],
            [.. labels.Select(l => Figure(l.First.Name, true, l.First.AtThreshold.F1, l.Second.AtThreshold.F1, 0.05))]);
    }

    private static ContrastFigure Figure(string name, bool higherIsBetter, double? first, double? second, double half) => new(
        name, higherIsBetter, first, second, second - first,
        second is null || first is null ? null : new Interval(second.Value - first.Value - half, second.Value - first.Value + half, 0.95),
        first - second + (0.8 * half), second is null || first is null ? null : 0.0123, second is null || first is null ? null : 0.0615);

    private static AgreementMeasure[] Measures(double top, double shuffled) =>
        [.. Agreements.Names.Select(
            (name, i) => new AgreementMeasure(name, Around(top - (0.05 * i)), Around(shuffled - (0.05 * i)), Around(top - shuffled)))];

    private static Estimate Around(double value) => new(value, new(value - 0.05, value + 0.05, 0.95));
}
