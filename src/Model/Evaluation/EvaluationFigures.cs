using Emotune.Model.Resampling;
using static Emotune.Model.Evaluation.FigureTables;

namespace Emotune.Model.Evaluation;

/// <summary>The table of figures: one row each, in the order in which they are reported.</summary>
internal static class EvaluationFigures
{
    /// <summary>All figures of a run on test.</summary>
    public static IReadOnlyList<EvaluationFigure> All { get; } =
    [
        Decided(FigureNames.MicroF1, "micro F1", d => new(d.Micro.F1, d.MicroF1Interval)) with
        {
            Tables = Page | Markdown | Summary,
            ReadCovered = f => f.MicroF1,
            Resampling = new(SharedStatistics.Decisions, F1Resampling.Micro),
        },
        Decided(FigureNames.MacroF1, "macro F1", d => new(d.Macro.F1, d.MacroF1Interval)) with
        {
            Tables = Page | Markdown | Summary,
            ReadCovered = f => f.MacroF1,
            Resampling = new(SharedStatistics.Decisions, F1Resampling.Macro),
        },
        Decided(FigureNames.WeightedF1, "weighted F1", d => new(d.Weighted.F1, null)) with
        {
            HasInterval = false,
            Tables = Page | Markdown,
            Resampling = new(SharedStatistics.Decisions, F1Resampling.Weighted),
        },
        Single(FigureNames.MacroAveragePrecision, "macro average precision", e => e.MacroAveragePrecision) with
        {
            ShortTitle = "macro AP",
            Tables = Page | Markdown | Summary,
            ReadCovered = f => f.MacroAveragePrecision,
            Resampling = new(SharedStatistics.Ranking, AveragePrecisionResampling.Macro),
        },
        Single("micro_average_precision", "micro average precision", e => e.MicroAveragePrecision),
        Calibrated(FigureNames.ExpectedCalibrationError, "calibration error (ECE)", c => c.ExpectedCalibrationError) with
        {
            ShortTitle = "ECE",
            Column = "ece",
            Tables = Page | Markdown | Summary,
            ReadCovered = f => f.Calibrated.ExpectedCalibrationError,
            Resampling = new(SharedStatistics.Probabilities, CalibrationResampling.EqualWidth) { RisesWithChance = true },
        },
        Calibrated("equal_mass_calibration_error", "equal-mass ECE", c => c.EqualMassCalibrationError) with
        {
            Column = "equal_mass_ece",
            Tables = Page,
        },
        Calibrated("maximum_calibration_error", "largest distance", c => new(c.MaximumCalibrationError, null)) with
        {
            // Bins of a few comments give it its value, so that the tables for people leave it out.
            Digits = 3,
            HasInterval = false,
        },
        Calibrated(FigureNames.DebiasedSquaredError, "debiased squared calibration error", c => c.DebiasedSquaredError) with
        {
            Heading = "debiased squared error",
            Digits = 6, // Squares of small errors are smaller still.
            Tables = Page,
            ReadCovered = f => f.Calibrated.DebiasedSquaredError,
            Resampling = new(SharedStatistics.SquaredErrors, At: null),
        },
        Calibrated("brier", "Brier score", c => c.Brier) with
        {
            Heading = "Brier",
            ShortTitle = "Brier",
            Tables = Page | Markdown,
            ReadCovered = f => f.Calibrated.Brier,
            Resampling = new(SharedStatistics.Probabilities, CalibrationResampling.Brier),
        },
        Calibrated("negative_log_likelihood", "log loss (nats)", c => c.NegativeLogLikelihood) with
        {
            ShortTitle = "log loss",
            Column = "nll",
            Tables = Page | Markdown,
            ReadCovered = f => f.Calibrated.NegativeLogLikelihood,
            Resampling = new(SharedStatistics.Probabilities, CalibrationResampling.NegativeLogLikelihood),
        },
        Floor("most_frequent_label_micro_f1", "the floor of micro F1", e => e.MostFrequentLabelMicroF1),
        Floor("most_frequent_label_macro_f1", "the floor of macro F1", e => e.MostFrequentLabelMacroF1),
    ];

    /// <summary>The figures that an evaluation has no property of its own for.</summary>
    internal static IReadOnlyList<EvaluationFigure> Further { get; } = [.. All.Where(f => f.IsFurther)];

    /// <summary>The figure of that name; null where there is none.</summary>
    public static EvaluationFigure? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>
    /// A figure at the experiment's own thresholds and after calibration, from its statistic alone, see <see cref="FurtherFigures"/>.
    /// </summary>
    internal static EvaluationFigure OfStatistic(string name, string title, FigureResampling resampling) =>
        Single(name, title, e => e.Further?.GetValueOrDefault(name)) with { IsFurther = true, Resampling = resampling };

    private static EvaluationFigure Decided(string name, string title, Func<DecisionReport, Estimate> read) =>
        new(name, title, FigureKind.Decisions, (evaluation, way) =>
            evaluation.Decisions.FirstOrDefault(d => d.Name == way) is { } decisions ? read(decisions) : null);

    private static EvaluationFigure Single(string name, string title, Func<EvaluationReport, Estimate?> read) =>
        new(name, title, FigureKind.Single, (evaluation, _) => read(evaluation));

    private static EvaluationFigure Calibrated(string name, string title, Func<CalibrationReport, Estimate?> read) =>
        new(name, title, FigureKind.Probabilities, (evaluation, when) =>
            read(when == FigureKinds.Before ? evaluation.Uncalibrated : evaluation.Calibrated))
        { LowerIsBetter = true, Digits = 4 };

    private static EvaluationFigure Floor(string name, string title, Func<EvaluationReport, Estimate?> read) =>
        new(name, title, FigureKind.Floor, (evaluation, _) => read(evaluation));
}
