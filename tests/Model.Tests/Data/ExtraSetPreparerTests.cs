using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Model.Tests.Data;

public sealed class ExtraSetPreparerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_keep_the_sets_own_labels_and_what_they_say_stands_beside_them()
    {
        Prepare("out", [new("happy", ["joy"], null), new("other", [], null)]);

        var rows = PreparedSplitFile.Read(_folder.At("out/rows.parquet"));
        Assert.Equal(["fear", "happy", "other"], rows.LabelNames);
        Assert.Equal(["a good day", "who knows", "a dark night"], rows.Texts);
        var set = Json.Read<PreparedExtraSet>(_folder.At("out/extra_set.json"));
        Assert.Equal(("tickets", 3, 0, 2), (set.Statistics.Name, set.Statistics.Rows, set.Statistics.Unlabelled, set.Statistics.Truncated));
        Assert.Equal([("fear", 1), ("happy", 2), ("other", 1)], set.Coverage.Labels.Select(l => (l.Theirs, l.Rows)));
        Assert.Equal(["joy", "fear"], set.Coverage.Covered.Select(c => c.Name));
        Assert.Equal(["anger"], set.Coverage.NotCovered);
        Assert.Equal([1, 0, 0, 0, 1, 1], set.Coverage.TruthOf(rows).Select(y => (int)y));
    }

    [Fact]
    public void Another_map_changes_no_byte_of_the_rows()
    {
        Prepare("out", [new("happy", ["joy"], null), new("other", [], null)]);
        Prepare("again", [new("happy", ["anger"], null), new("other", ["joy", "fear"], null)]);

        Assert.Equal(File.ReadAllBytes(_folder.At("out/rows.parquet")), File.ReadAllBytes(_folder.At("again/rows.parquet")));
        Assert.NotEqual(File.ReadAllText(_folder.At("out/extra_set.json")), File.ReadAllText(_folder.At("again/extra_set.json")));
    }

    [Fact]
    public void Problems_of_map_and_rows_are_reported_together_and_nothing_is_written()
    {
        var at = new SourceLocation("experiment.yaml", 9);
        Assert.Equal(["EXP3027@9", "EXP3028@9", "EXP3029@8"], RawData.Problems(() => Prepare("out", [new("hapy", ["jo"], at)])));
        Assert.Equal(
            ["EXP3027@9", "EXP3005@3"],
            RawData.Problems(() => Prepare("out", [new("happy", ["jo"], at)], "text,labels\na,happy\n ,fear\n")));
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void A_set_without_rows_is_EXP3003() => Assert.Equal(["EXP3003@0"], RawData.Problems(() => Prepare("out", [], "text,labels\n")));

    [Fact]
    public void Logits_without_a_truth_are_read_as_they_were_written()
    {
        PredictionFile.WriteLogits(_folder.At("logits.parquet"), [1, -2, 0.5f, 3], ["joy", "fear"]);
        Assert.Equal([1, -2, 0.5f, 3], PredictionFile.ReadLogits(_folder.At("logits.parquet"), ["joy", "fear"]));
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PredictionFile.Read(_folder.At("logits.parquet"), ["joy", "fear"])));
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PredictionFile.ReadLogits(_folder.At("logits.parquet"), ["joy"])));
    }

    private void Prepare(
        string output, LabelMapEntry[] map, string rows = "text,labels\na good day,happy\nwho  knows,other\na dark night,\"fear,happy\"\n")
    {
        var own = RawData.Source(
            DatasetFormat.TsvLabelIds, _folder.At("absent.tsv")) with
        { Labels = _folder.Write("labels.txt", "joy\nanger\nfear\n") };
        var set = new PrepareRequest(
            RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", rows)), new TextCleaner(CleaningStep.Whitespace), (text, most) =>
                [.. text.Split(' ').Select(w => w.Length).Take(most)], MaxLength: 2);
        ExtraSetPreparer.Prepare(
            new ExtraSetRequest("tickets", own, set, new LabelMapping("map", map, new SourceLocation("experiment.yaml", 8))),
            _folder.At(output));
    }
}
