using Emotune.Files;
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
        [.. CsvTable.Read(path, WordHeader).Select(r => new LabelWord(
            r.Text(0), r.Text(1), r.Whole(2), r.Text(3), r.Whole(4), r.Number(5), r.Number(6)))];
}
