using System.Globalization;
using Emotune.Files;
using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary><c>results.csv</c>: a row for each run and seed; undefined figures are empty.</summary>
internal static class ResultsTable
{
    public static string Write(ReportInput input)
    {
        var columns = Columns().ToArray();
        var csv = new CsvText([.. columns.Select(c => c.Name)]);
        foreach (var run in input.Runs) csv.Row([.. columns.Select(c => c.Read(run))]);
        return csv.ToString();
    }

    private static IEnumerable<(string Name, Func<RunResult, string> Read)> Columns() =>
    [
        ("run", r => r.Run),
        ("seed", r => r.Seed.ToString(CultureInfo.InvariantCulture)),
        ("method", r => r.Method == Emotune.Model.Training.FineTuningMethod.Full ? "full" : "lora"),
        ("status", r => r.Failure is null ? "finished" : "failed"),
        ("failure", r => r.Failure ?? ""),
        ("trained_parameters", r => Count(r.Parameters?.Trained)),
        ("adapter_parameters", r => Count(r.Parameters?.Adapter)),
        ("head_parameters", r => Count(r.Parameters?.Head)),
        ("encoder_parameters", r => Count(r.Parameters?.Encoder)),
        ("frozen_parameters", r => Count(r.Parameters?.Frozen)),
        ("trained_share", r => Numbers.Exact(r.Parameters?.Share)),
        ("peft_share", r => r.Parameters is { PeftTotal: > 0 } p ? Numbers.Exact((double)p.Trained / p.PeftTotal) : ""),
        .. from kind in Enum.GetValues<FigureKind>()
           from variant in kind.Variants()
           from figure in EvaluationFigures.All
           where figure.Kind == kind
           from column in Columns(figure, variant)
           select column,
    ];

    private static IEnumerable<(string, Func<RunResult, string>)> Columns(EvaluationFigure figure, string variant)
    {
        yield return (Name(figure, variant, ""), r => Numbers.Exact(r.Figure(figure, variant)?.Value));
        if (!figure.HasInterval)
            yield break;
        yield return (Name(figure, variant, "_low"), r => Numbers.Exact(r.Figure(figure, variant)?.Interval?.Low));
        yield return (Name(figure, variant, "_high"), r => Numbers.Exact(r.Figure(figure, variant)?.Interval?.High));
    }

    private static string Name(EvaluationFigure figure, string variant, string bound) => figure.Kind switch
    {
        FigureKind.Decisions => $"{figure.Column}{bound}_{variant}",
        FigureKind.Probabilities => $"{figure.Column}_{variant}{bound}",
        _ => figure.Column + bound,
    };

    private static string Count(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
