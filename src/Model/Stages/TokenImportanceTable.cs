using System.Globalization;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Explanation;

namespace Emotune.Model.Stages;

/// <summary><c>token_importance.csv</c>: a row a label and word.</summary>
public static class TokenImportanceTable
{
    private static readonly string[] Header = ["label", "word", "count", "mean_value", "mean_absolute_value"];

    public static void Write(string path, IEnumerable<TokenImportance> rows) =>
        Csv.Write(path, Header, rows.Select(r => (IReadOnlyList<object?>)[r.Label, r.Word, r.Count, r.MeanValue, r.MeanAbsoluteValue]));

    public static IReadOnlyList<TokenImportance> Read(string path) =>
        [.. Csv.Read(File.ReadAllText(path), path).Skip(1).Select(r => new TokenImportance(
            r.Fields[0], r.Fields[1], int.Parse(r.Fields[2], CultureInfo.InvariantCulture), Number(r.Fields[3]), Number(r.Fields[4])))];

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
