using System.Globalization;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Comparison;

namespace Emotune.Model.Stages;

/// <summary><c>agreement.csv</c>, a row a group, comment and label, and <c>label_words.csv</c>, a row a run, label and word.</summary>
internal static class ComparisonTables
{
    private static readonly string[] AgreementHeader =
    [
        "kind", "first", "second", "row", "label", "words",
        .. Agreements.Names, .. Agreements.Names.Select(n => n + "_shuffled"),
    ];

    private static readonly string[] WordHeader = ["run", "label", "rank", "word", "comments", "total_value", "mean_value"];

    public static void WriteAgreement(string path, IEnumerable<CommentAgreement> rows) =>
        Csv.Write(path, AgreementHeader, rows.Select(r => (IReadOnlyList<object?>)
    [
        r.Kind == AgreementKind.Runs ? "runs" : "seeds", r.First, r.Second, r.Row, r.Label, r.Words,
        .. r.Values.Cast<object?>(), .. r.Shuffled.Cast<object?>(),
    ]));

    public static void WriteWords(string path, IEnumerable<LabelWord> rows) =>
        Csv.Write(
            path, WordHeader,
            rows.Select(r => (IReadOnlyList<object?>)[r.Run, r.Label, r.Rank, r.Word, r.Comments, r.TotalValue, r.MeanValue]));

    public static IReadOnlyList<LabelWord> ReadWords(string path) =>
        [.. Csv.Read(File.ReadAllText(path), path).Skip(1).Select(r => r.Fields).Select(f => new LabelWord(
            f[0], f[1], Whole(f[2]), f[3], Whole(f[4]), Number(f[5]), Number(f[6])))];

    private static int Whole(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
