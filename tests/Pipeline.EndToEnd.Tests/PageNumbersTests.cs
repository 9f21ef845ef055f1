using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The quickstart's page held against its artifacts: every figure is one of theirs, and reads as what it is.</summary>
[Collection(QuickstartCollection.Name)]
public sealed partial class PageNumbersTests(QuickstartBuild quickstart)
{
    [Fact]
    public void Every_figure_of_the_page_is_in_the_artifacts()
    {
        var known = Artifacts();
        known.UnionWith(ExportSizes());
        var sums = CostSums().ToArray();
        var figures = Figures().ToArray();
        Assert.True(figures.Length > 500);
        Assert.Empty(figures.Where(f => !known.Contains(f.Value) && !sums.Any(s => Math.Abs(s - f.Value) <= 1e-9 * s))
            .Select(f => $"{f.Value:R} ({f.Shown})").Distinct());
    }

    [Fact]
    public void Every_figure_reads_as_its_value_rounded() =>
        Assert.Empty(Figures().Where(f => !ReadsAs(f.Shown, f.Value)).Select(f => $"{f.Value:R} reads {f.Shown}").Distinct());

    [Fact]
    public void The_headline_figures_and_all_differences_are_in_the_page()
    {
        var page = Figures().Select(f => f.Value).ToHashSet();
        var lines = File.ReadAllLines(Artifact("report/results.csv")).Select(l => l.Split(',')).ToArray();
        string[] columns =
        [
            "trained_parameters", "trained_share", "weighted_f1_validation", "macro_average_precision", "ece_before", "ece_after",
            "brier_before", "brier_after", "nll_before", "nll_after",
            .. new[] { "half", "global", "validation", "oracle" }.SelectMany(d => new[] { "micro_f1_" + d, "macro_f1_" + d }),
        ];
        foreach (var row in lines.Skip(1))
            Assert.All(columns, c => Assert.Contains(Number(row[Array.IndexOf(lines[0], c)]), page));
        using var comparison = JsonDocument.Parse(File.ReadAllBytes(Artifact("compare/comparison.json")));
        var contrast = comparison.RootElement.GetProperty("contrasts").EnumerateArray().Single();
        foreach (var figure in contrast.GetProperty("figures").EnumerateArray()
            .Concat(contrast.GetProperty("label_average_precision").EnumerateArray()))
        {
            Assert.Contains(figure.GetProperty("difference").GetDouble(), page);
            Assert.Contains(figure.GetProperty("interval").GetProperty("low").GetDouble(), page);
            Assert.Contains(figure.GetProperty("interval").GetProperty("high").GetDouble(), page);
        }
    }

    // Other tests export from the same artifacts.
    private IEnumerable<double> ExportSizes()
    {
        foreach (var path in Directory.EnumerateFiles(quickstart.Artifacts, "exports.json", SearchOption.AllDirectories))
        {
            using var record = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var export in record.RootElement.GetProperty("exports").EnumerateArray())
                yield return export.GetProperty("files").EnumerateObject().Sum(f => f.Value.GetProperty("bytes").GetDouble());
        }
    }

    private string Artifact(string file) => Path.Combine(quickstart.Artifacts, file);

    private IEnumerable<(double Value, string Shown)> Figures() =>
        Data().Matches(File.ReadAllText(Artifact("report/index.html")))
            .Select(m => (Number(m.Groups[1].Value), m.Groups[2].Value.Replace("&lt;", "<", StringComparison.Ordinal)));

    /// <summary>All numbers of all artifacts but the page itself, and the few that the page makes of them.</summary>
    private HashSet<double> Artifacts()
    {
        var known = new HashSet<double>();
        var files = Directory.EnumerateFiles(quickstart.Artifacts, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/.", StringComparison.Ordinal)).ToArray();
        foreach (var file in files.Where(f => f.EndsWith(".csv", StringComparison.Ordinal)))
        {
            known.UnionWith(
                File.ReadAllText(file).Split(',', '\n')
                    .Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) ? v : 0));
        }

        foreach (var file in files.Where(f => f.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            Add(known, json.RootElement);
            if (Path.GetFileName(file) == "label_confusion.json") known.UnionWith(Shares(json.RootElement));
            // How many comments were explained, and how many of them rightly.
            if (Path.GetFileName(file) == "attributions.json")
            {
                known.UnionWith(
                Enumerable.Range(0, json.RootElement.GetArrayLength() + 1).Select(n => (double)n));
            }
        }
        return known;
    }

    /// <summary>
    /// What a run took, and the experiment: seconds of its trainings and of all stages, and bytes; comments a second of a batch.
    /// </summary>
    private IEnumerable<double> CostSums()
    {
        var lines = File.ReadAllLines(Artifact("report/costs.csv")).Select(l => l.Split(',')).ToArray();
        int At(string column) => Array.IndexOf(lines[0], column);
        var rows = lines.Skip(1).ToArray();
        foreach (var timed in rows.Where(r => r[At("batch_seconds")].Length > 0))
            yield return Number(timed[At("batch_comments")]) / Number(timed[At("batch_seconds")]);
        foreach (var group in rows.GroupBy(r => r[At("run")]).Where(g => g.Key.Length > 0).Select(g => g.ToArray()).Append(rows))
        {
            yield return group.Where(r => r[At("stage")] == "train").Sum(r => Number(r[At("seconds")]));
            yield return group.Sum(r => Number(r[At("seconds")]));
            yield return group.Sum(r => Number(r[At("bytes_stored")]));
        }
    }

    private static void Add(HashSet<double> known, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number) known.Add(element.GetDouble());
        else if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Add(known, item);
        else if (element.ValueKind == JsonValueKind.Object) foreach (var property in element.EnumerateObject()) Add(known, property.Value);
    }

    private static IEnumerable<double> Shares(JsonElement confusion) => confusion.GetProperty("wrongly").EnumerateArray()
        .Zip(confusion.GetProperty("positives").EnumerateArray(), (row, positives) =>
            row.EnumerateArray().Select(w => (double)w.GetInt32() / positives.GetInt32())).SelectMany(s => s);

    private static bool ReadsAs(string shown, double value)
    {
        if (shown == "< 0.001") return value < 0.001;
        var match = Plain().Match(shown);
        // Minutes and hours are counted down, not rounded.
        if (!match.Success) return shown.Contains(" min", StringComparison.Ordinal);
        var digits = match.Groups["number"].Value.Replace(",", "", StringComparison.Ordinal);
        var unit = match.Groups["unit"].Value switch { "%" => 0.01, "ms" => 1e-3, "kB" => 1e3, "MB" => 1e6, "GB" => 1e9, _ => 1.0 };
        var last = digits.Contains('.', StringComparison.Ordinal)
            ? Math.Pow(10, -(digits.Length - digits.IndexOf('.', StringComparison.Ordinal) - 1))
            : 1;
        var read = Number(digits) * (match.Groups["sign"].Value == "−" ? -1 : 1) * unit;
        return Math.Abs(read - value) <= last * unit * 0.5001 && (match.Groups["sign"].Value != "+" || value > 0);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<data value=\"([^\"]+)\">([^<]*)</data>")]
    private static partial Regex Data();

    [GeneratedRegex(@"^(?<sign>[+−]?)(?<number>[\d,]*\.?\d+)( (?<unit>%|s|ms|B|kB|MB|GB))?$")]
    private static partial Regex Plain();
}
