using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>The results in a few lines of plain text: what a build ends with.</summary>
internal static class ResultsText
{
    private static readonly IReadOnlyList<EvaluationFigure> Results = ShownFigures.Results(FigureTables.Summary);

    private static readonly IReadOnlyList<EvaluationFigure> Probabilities = ShownFigures.Probabilities(FigureTables.Summary);

    private static readonly string[] Header = [
        "run", "seed", "trained parameters", .. Results.Select(f => f.ShortTitle),
        .. Probabilities.Select(f => f.ShortTitle + " before → after")];

    public static string Write(ReportInput input)
    {
        var lines = TextTable.Lines([Header, .. input.Runs.Select(Row)]);
        return $"{input.Experiment}: results on test, with thresholds chosen on validation\n{string.Join('\n', lines)}\n";
    }

    private static string[] Row(RunResult run) => run switch
    {
        { Failure: { } failure } => [run.Run, $"{run.Seed}", "failed: " + failure.ReplaceLineEndings(" ")],
        { Evaluation: not null, Parameters: { } p } =>
        [
            run.Run, $"{run.Seed}", $"{Numbers.Count(p.Trained)} ({Numbers.Percent(p.Share)})",
            .. Results.Select(f => Result(f, run.Figure(f))),
            .. Probabilities.Select(f => Value(run.Figure(f, FigureKinds.Before)) + " → " + Value(run.Figure(f, FigureKinds.After))),
        ],
        _ => [run.Run, $"{run.Seed}", Numbers.Undefined],
    };

    // Intervals of decisions alone: a line has to fit into a terminal.
    private static string Result(EvaluationFigure figure, Estimate? estimate) =>
        figure.Kind == FigureKind.Decisions && estimate?.Interval is { } interval
            ? $"{Value(estimate)} [{Numbers.Figure(interval.Low)}, {Numbers.Figure(interval.High)}]"
            : Value(estimate);

    private static string Value(Estimate? estimate) => Numbers.Figure(estimate?.Value);
}
