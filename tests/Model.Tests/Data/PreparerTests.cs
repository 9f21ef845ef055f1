using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Model.Tests.Data;

public sealed class PreparerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Splits_hold_cleaned_texts_labels_and_truncated_word_pieces()
    {
        Prepare("out");

        var train = PreparedReader.Read(_folder.At("out"), Split.Train);
        Assert.Equal(["joy", "anger", "a, \"b\""], train.LabelNames);
        Assert.Equal(["one two", "three", "one two", "a b c d e f"], train.Texts);
        Assert.Equal([1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0], train.MultiHotLabels);
        Assert.Equal([[-1, 3, 3, -2], [-1, 5, -2], [-1, 3, 3, -2], [-1, 1, 1, 1, -2]], train.InputIds);
        Assert.Equal(["t1", "t2", "t3", "t4"], train.Ids);
    }

    [Fact]
    public void Statistics_count_duplicates_truncation_and_rows_that_splits_share()
    {
        var statistics = Prepare("out");

        var train = statistics.Splits[0];
        Assert.Equal(
            ("train", 4, 1, 1, 1.0, 1, 1),
            (train.Name, train.Rows, train.Unlabelled, train.SeveralLabels, train.LabelsPerRow, train.Duplicates, train.Truncated));
        Assert.Equal((4.75, 4.0, 8), (train.MeanTokens, train.MedianTokens, train.MaxTokens));
        Assert.Equal(7.4, train.P95Tokens, 1e-12);
        Assert.Equal([new LengthCount(3, 1), new LengthCount(4, 2), new LengthCount(8, 1)], train.Lengths);
        Assert.Equal(
            [new SharedRows("train", "validation", 0), new SharedRows("train", "test", 2), new SharedRows("validation", "test", 2)],
            statistics.Shared);
        Assert.Equal(new LabelStatistics("anger", 1, 1, 1), statistics.Labels[1]);
        Assert.Equivalent(statistics, PreparedReader.ReadStatistics(_folder.At("out")), strict: true);
    }

    [Fact]
    public void Small_files_are_written_as_they_are_documented()
    {
        Prepare("out");

        Assert.Equal(
            "{\n  \"labels\": [\n    \"joy\",\n    \"anger\",\n    \"a, \\\"b\\\"\"\n  ]\n}\n",
            File.ReadAllText(_folder.At("out/label_map.json")));
        Assert.Equal(
            "id,label,train,validation,test\n0,joy,2,0,3\n1,anger,1,1,1\n2,\"a, \"\"b\"\"\",1,0,0\n",
            File.ReadAllText(_folder.At("out/label_frequencies.csv")));
        Assert.Contains(
            "{\"row\":2,\"text\":\"four\",\"labels\":[\"anger\"]}\n", File.ReadAllText(_folder.At("out/explained_rows.jsonl")),
            StringComparison.Ordinal);
        Assert.Equal(["joy", "anger", "a, \"b\""], PreparedReader.ReadLabels(_folder.At("out")));
        var comments = ExplainedRows.Read(_folder.At("out/explained_rows.jsonl"), 10);
        Assert.Equal([0, 1, 2, 3], comments.Select(c => c.Row).Order());
        Assert.Equivalent(comments.Take(2), ExplainedRows.Read(_folder.At("out/explained_rows.jsonl"), 2), strict: true);
    }

    [Fact]
    public void Another_test_split_changes_only_what_depends_on_it()
    {
        Prepare("out");
        Prepare("again");
        Prepare("other", test: "something else\t1\te1\n");

        var changed = Directory.GetFiles(_folder.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Where(name => !File.ReadAllBytes(_folder.At($"out/{name}")).SequenceEqual(File.ReadAllBytes(_folder.At($"other/{name}"))));
        Assert.Equal(["dataset.json", "explained_rows.jsonl", "label_frequencies.csv", "test.parquet"], changed);
        Assert.All(Directory.GetFiles(_folder.At("out")), path =>
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(_folder.At($"again/{Path.GetFileName(path)}"))));
    }

    [Fact]
    public void Problems_of_all_splits_are_reported_together_and_nothing_is_written()
    {
        var problems = RawData.Problems(() => Prepare("out", train: "a\t9\tx\n", test: "b\n"));

        Assert.Equal(["EXP3007@1", "EXP3004@1"], problems);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void A_damaged_small_file_is_reported()
    {
        Prepare("out");
        _folder.Write("out/explained_rows.jsonl", "{\"seed\": 1}");

        Assert.Equal(["EXP4030@1"], RawData.Problems(() => ExplainedRows.Read(_folder.At("out/explained_rows.jsonl"), 1)));
        Assert.Equal(["EXP4001@0"], RawData.Problems(() => PreparedReader.ReadLabels(_folder.At("absent"))));
    }

    private DatasetStatistics Prepare(
        string output,
        string train = "one  two\t0,2\tt1\nthree\t\tt2\none two \t1\tt3\na b c d e f\t0\tt4\n",
        string test = "three\t0\te1\nfour\t0\te2\n four\t1\te3\none two\t0\te4\n")
    {
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = _folder.Write("train.tsv", train),
            Validation = _folder.Write("validation.tsv", "five\t1\tv1\nother\t\tv2\nfour\t\tv3\n"),
            Test = _folder.Write("test.tsv", test),
            Labels = _folder.Write("labels.txt", "joy\nanger\na, \"b\"\n"),
        };
        var request = new PrepareRequest(source, new TextCleaner(CleaningStep.Whitespace), WordLengths, MaxLength: 5);
        return Preparer.Prepare(request, _folder.At(output));
    }

    /// <summary>A tokenizer of words: a piece is the word's length, between −1 and −2.</summary>
    private static int[] WordLengths(string text, int maxLength) =>
        [-1, .. text.Split(' ').Select(w => w.Length).Take(maxLength - 2), -2];
}
