using System.Globalization;
using Emotune.Files;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>
/// <c>extra_sets.csv</c>: two rows a run, seed and extra set, <c>on</c> the <c>set</c> and on <c>test</c> over the same labels;
/// undefined figures are empty.
/// </summary>
internal static class ExtraSetsTable
{
    public static string Write(ReportInput input)
    {
        var csv = new CsvText(
            ["run", "seed", "set", "on", "comments", "covered_labels",
                .. ExtraSets.Figures.SelectMany(f => new[] { f.Name, f.Name + "_low", f.Name + "_high" })]);
        foreach (var row in input.ExtraSets.SelectMany(set => ExtraSets.Rows(set, input.Runs)))
        {
            csv.Row(
            [
                row.Run.Run, Whole(row.Run.Seed), row.Set.Statistics.Name, row.OfTest ? "test" : "set", Whole(row.Figures.Rows),
                Whole(row.Set.Coverage.CoveredCount()),
                .. ExtraSets.Figures.SelectMany(f => f.Read(row.Figures).Numbers()).Select(Numbers.Exact),
            ]);
        }
        return csv.ToString();
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
