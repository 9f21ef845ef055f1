using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class PreparedSplitFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly string[] HostileTexts =
        ["", " ", "a\tb\r\nc", "\0", "\"quoted\", comma", "😀🤪 \u200d", "e\u0301é", "\ufeff", "日本語", "[CLS] [SEP]",
            new string('x', 100_000)];

    private static readonly string[] HostileLabels =
        ["joy", "text", "id", "input_ids", "label:text", "label:", "a.b", "a/b", "Joy", "naïve é", " x ", "a,b", "list", "element"];

    [Fact]
    public void Hostile_texts_and_labels_come_back_as_they_were()
    {
        var split = Hostile();
        PreparedSplitFile.Write(_folder.At("test.parquet"), split);

        var read = PreparedReader.Read(_folder.Path, Split.Test);

        Assert.Equal(split.LabelNames, read.LabelNames);
        Assert.Equal(split.Ids, read.Ids);
        Assert.Equal(split.Texts, read.Texts);
        Assert.Equal(split.MultiHotLabels, read.MultiHotLabels);
        Assert.Equal(split.InputIds, read.InputIds);
    }

    [Fact]
    public void The_same_split_gives_the_same_bytes()
    {
        PreparedSplitFile.Write(_folder.At("a"), Hostile());
        PreparedSplitFile.Write(_folder.At("b"), Hostile());

        Assert.Equal(File.ReadAllBytes(_folder.At("a")), File.ReadAllBytes(_folder.At("b")));
    }

    [Fact]
    public void EXP3025_a_label_or_a_logit_without_a_value_is_not_zero()
    {
        HandmadeColumn none = new(1, [], (1, [0])), text = new(1, HandmadeColumn.Texts("a")), one = new(1, HandmadeColumn.Int32(1));
        var split = Write("split", [
            (new("id", 0, 6, Converted: 0), text), (new("text", 0, 6, Converted: 0), text), (new("joy", 1, 0), none),
            (new("input_ids", 0, 1), one)]);
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PreparedSplitFile.Read(split)));
        var logits = Write("logits", [(new("logit:joy", 1, 4), none)]);
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PredictionFile.ReadLogits(logits, ["joy"])));
        var numbers = Write("numbers", [(new("logit:joy", 0, 4), one), (new("label:joy", 0, 1), one)]);
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PredictionFile.Read(numbers, ["joy"])));
    }

    [Fact]
    public void A_missing_a_torn_and_another_file_are_reported()
    {
        PreparedSplitFile.Write(_folder.At("whole"), Hostile());
        var bytes = File.ReadAllBytes(_folder.At("whole"));
        var torn = _folder.Write("torn", bytes[..(bytes.Length / 2)]);
        var damaged = _folder.Write("damaged", [.. bytes[..^200], .. new byte[192], .. bytes[^8..]]);

        Assert.Equal(["EXP3001@0"], RawData.Problems(() => PreparedSplitFile.Read(_folder.At("absent"))));
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PreparedSplitFile.Read(torn)));
        Assert.Equal(["EXP3025@0"], RawData.Problems(() => PreparedSplitFile.Read(damaged)));
    }

    private string Write(string name, (HandmadeNode Node, HandmadeColumn Column)[] columns) => _folder.Write(
        name, HandmadeParquet.Write(1, [.. columns.Select(c => c.Node)], [.. columns.Select(c => c.Column)]));

    private static PreparedSplit Hostile()
    {
        var (rows, labels) = (HostileTexts.Length, HostileLabels.Length);
        return new PreparedSplit(
            HostileLabels,
            [.. Enumerable.Range(0, rows).Select(i => $"row {i}")],
            HostileTexts,
            [.. Enumerable.Range(0, rows * labels).Select(i => (byte)(i * i % 3 == 0 ? 1 : 0))],
            [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, row * row % 7).Select(i => i * 1000 - row).ToArray())]);
    }
}
