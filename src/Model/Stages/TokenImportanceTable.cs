using Emotune.Files;
using Emotune.Model.Explanation;

namespace Emotune.Model.Stages;

/// <summary><c>token_importance.csv</c>: a row a label and word.</summary>
internal static class TokenImportanceTable
{
    private static readonly string[] Header = ["label", "word", "count", "mean_value", "mean_absolute_value"];

    public static void Write(string path, IEnumerable<TokenImportance> rows) =>
        Csv.Write(path, Header, rows.Select(r => (IReadOnlyList<object?>)[r.Label, r.Word, r.Count, r.MeanValue, r.MeanAbsoluteValue]));
}
