using Emotune.Model.Evaluation;

namespace Emotune.Model.Comparison;

/// <summary>A figure that runs are compared by.</summary>
/// <param name="Of">Reads it off a run's evaluation; null where undefined.</param>
internal sealed record ComparedFigure(string Name, bool HigherIsBetter, Func<EvaluationReport, double?> Of)
{
    /// <summary>How the figure comes out on resampled comments; null for a label's own figures, which come with the run's.</summary>
    internal FigureResampling? Resampling { get; init; }
}

/// <summary>The figures that runs are compared by: decisions at the experiment's thresholds, and calibrated probabilities.</summary>
internal static class ComparedFigures
{
    public static IReadOnlyList<ComparedFigure> All { get; } =
    [
        .. EvaluationFigures.All.Where(f => f.IsCompared)
            .Select(f => new ComparedFigure(f.Name, !f.LowerIsBetter, e => f.Of(e)?.Value) { Resampling = f.Resampling }),
    ];
}
