using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>
/// Made-up results in the shape of the study: three seeds, three learning rates a method, and validation chose the middle one.
/// </summary>
internal static class MadeUpStudy
{
    public const string Full = "full-lr2e-4", Lora = "lora-lr2e-3";

    private static readonly double[] Steps = [0.5, 1, 2];

    /// <param name="low">Where the interval of the difference in micro F1 begins.</param>
    /// <param name="high">Where it ends.</param>
    public static ReportInput Input(int labels = 3, double low = -0.04, double high = -0.01)
    {
        var runs = new[] { FineTuningMethod.Full, FineTuningMethod.Lora }
            .SelectMany(m => Steps.SelectMany(s => new[] { 1, 2, 3 }.Select(seed => MadeUp.Run(Name(m, s), m, labels, seed)))).ToArray();
        return MadeUp.Input(labels, runs) with
        {
            Recipes = runs.DistinctBy(r => r.Run).Zip(Steps.Concat(Steps))
                .ToDictionary(r => r.First.Run, r => Recipe(r.First.Method, r.Second)),
            Search = new MethodSearch(
                ValidationMetric.MacroAveragePrecision, true,
                [new(FineTuningMethod.Full, Full, 9, 27, []), new(FineTuningMethod.Lora, Lora, 9, 27, [])]),
            Contrasts = [MadeUpComparison.Contrast(Full, Lora, FigureNames.MicroF1, low, high)],
        };
    }

    private static RunRecipe Recipe(FineTuningMethod method, double step) =>
        MadeUp.Recipe(Template(method), method, Rate(method) * step);

    private static string Template(FineTuningMethod method) => method == FineTuningMethod.Full ? "full" : "lora";

    private static double Rate(FineTuningMethod method) => method == FineTuningMethod.Full ? 2e-4 : 2e-3;

    private static string Name(FineTuningMethod method, double step) =>
        FormattableString.Invariant($"{Template(method)}-lr{Rate(method) * step * (method == FineTuningMethod.Full ? 1e4 : 1e3)}e-")
        + (method == FineTuningMethod.Full ? "4" : "3");
}
