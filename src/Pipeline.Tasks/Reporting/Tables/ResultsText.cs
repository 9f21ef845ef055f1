using System.Globalization;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>The results in a few lines of plain text: what a build ends with. No line is wider than a terminal.</summary>
internal static class ResultsText
{
    internal const int Widest = 120;

    private const int ShortestName = 16;

    private static readonly string Training = StageLayout.Of(StageKind.Train).CostName;

    private static readonly IReadOnlyList<EvaluationFigure> Decisions =
        [.. ShownFigures.Results(FigureTables.Summary).Where(f => f.Kind == FigureKind.Decisions)];

    private static readonly IReadOnlyList<EvaluationFigure> Probabilities = ShownFigures.Probabilities(FigureTables.Summary);

    private static readonly string[] Header =
        ["run", "seed", .. Decisions.Concat(Probabilities).Select(f => f.ShortTitle), "training"];

    public static string Write(ReportInput input)
    {
        string[][] rows = [Header, .. input.Runs.Select(Row)];
        var beside = Enumerable.Range(1, Header.Length - 1)
            .Sum(c => TextTable.Gap.Length + rows.Max(r => c < r.Length ? r[c].Length : 0));
        var room = Math.Max(ShortestName, Widest - beside);
        foreach (var row in rows)
            row[0] = Shorten(row[0], room);
        return string.Concat(
        [
            $"{input.Experiment}: results on test, after calibration and with thresholds chosen on validation\n",
            .. TextTable.Lines(rows).Concat(input.Runs.Where(r => r.Failure is not null).Select(Failure)).Select(l => l + "\n"),
        ]);
    }

    private static string[] Row(RunResult run) =>
    [
        run.Run, run.Seed.ToString(CultureInfo.InvariantCulture),
        .. run switch
        {
            { Failure: not null } => ["failed"],
            { Evaluation: null } => [Numbers.Undefined],
            _ => Decisions.Select(f => WithInterval(run.Figure(f)))
                .Concat(Probabilities.Select(f => WithInterval(run.Figure(f, FigureKinds.After))))
                .Append(run.Costs.GetValueOrDefault(Training) is { } cost ? Numbers.Seconds(cost.Seconds) : "not known"),
        },
    ];

    private static string Failure(RunResult run) =>
        SafeText.Line(string.Create(CultureInfo.InvariantCulture, $"{run.Run}/{run.Seed} failed: {run.Failure}"), Widest);

    private static string WithInterval(Estimate? estimate) => estimate?.Interval is { } interval
        ? $"{Numbers.Figure(estimate.Value)} [{Numbers.Figure(interval.Low)}, {Numbers.Figure(interval.High)}]"
        : Numbers.Figure(estimate?.Value);

    // Names of one matrix begin alike, and differ at their end.
    private static string Shorten(string name, int room) =>
        name.Length <= room ? name : $"{name[..(room / 3)]}…{name[^(room - room / 3 - 1)..]}";
}
