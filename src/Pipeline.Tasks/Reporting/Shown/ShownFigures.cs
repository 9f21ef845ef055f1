using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Which figures a table has, and what they are of a run.</summary>
internal static class ShownFigures
{
    /// <summary>The figures of a table that come one for a run, or one for a way of choosing thresholds.</summary>
    public static IReadOnlyList<EvaluationFigure> Results(FigureTables table) =>
        [.. EvaluationFigures.All.Where(f => f.Tables.HasFlag(table) && f.Kind is (FigureKind.Decisions or FigureKind.Single))];

    /// <summary>The figures of a table that come before and after calibration.</summary>
    public static IReadOnlyList<EvaluationFigure> Probabilities(FigureTables table) =>
        [.. EvaluationFigures.All.Where(f => f.Tables.HasFlag(table) && f.Kind == FigureKind.Probabilities)];

    /// <summary>The figure by which the run is judged; null for a failed run.</summary>
    public static Estimate? Figure(this RunResult run, EvaluationFigure figure) =>
        run.Evaluation is { } evaluation ? figure.Of(evaluation) : null;

    /// <summary>One variant of the figure, see <see cref="FigureKinds"/>; null for a failed run.</summary>
    public static Estimate? Figure(this RunResult run, EvaluationFigure figure, string variant) =>
        run.Evaluation is { } evaluation ? figure.Read(evaluation, variant) : null;

    /// <summary>The figure over the finished seeds.</summary>
    public static SeedStatistics Over(this RunGroup group, EvaluationFigure figure) => group.Over(r => r.Figure(figure)?.Value);

    /// <inheritdoc cref="Over(RunGroup, EvaluationFigure)"/>
    public static SeedStatistics Over(this RunGroup group, EvaluationFigure figure, string variant) =>
        group.Over(r => r.Figure(figure, variant)?.Value);

    /// <summary>The value and the bounds of its interval.</summary>
    public static IEnumerable<double?> Numbers(this Estimate? estimate) =>
        [estimate?.Value, estimate?.Interval?.Low, estimate?.Interval?.High];
}
