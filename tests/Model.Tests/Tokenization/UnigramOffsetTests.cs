using System.Text;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>What holds of offsets whatever the text is.</summary>
public class UnigramOffsetTests
{
    private const int Texts = 400;

    // Letters, white space of several kinds, what composes and decomposes, what a map removes or makes longer, halves of pairs.
    private static readonly string[] Parts =
    [
        "a", "b", "ab", " ", "  ", "\t", "\u2003", "▁", "é", "e\u0301", "ﬁ", "㌀", "\u0007", "\r\n", "😀", "\ud83d", "한",
        "ᄒ\u1161\u11ab", "<mask>", "!",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Offsets_never_go_back_and_lie_within_the_text(bool mapped)
    {
        var tokenizer = mapped ? Mapped() : Plain();
        foreach (var text in Random())
        {
            var offsets = tokenizer.Encode(text).Offsets[1..^1];
            Assert.All(offsets, offset => Assert.True(0 <= offset.Start && offset.Start <= offset.End && offset.End <= text.Length, text));
            Assert.All(offsets.Zip(offsets.Skip(1)), pair => Assert.True(
                pair.First.Start <= pair.Second.Start && pair.First.End <= pair.Second.End, text));
        }
    }

    [Fact]
    public void Without_a_map_the_pieces_cover_all_but_white_space()
    {
        var tokenizer = Plain();
        foreach (var text in Random())
        {
            var covered = new bool[text.Length];
            foreach (var (start, end) in tokenizer.Encode(text).Offsets)
                covered.AsSpan(start, end - start).Fill(true);
            Assert.All(Enumerable.Range(0, text.Length), at => Assert.True(covered[at] || char.IsWhiteSpace(text[at]), text));
        }
    }

    private static TextTokenizer Plain() =>
        TinyTokenizers.UnigramJson(("▁", -1), ("a", -1), ("ab", -2), ("fi", -1), ("▁é", -3)).Load();

    private static TextTokenizer Mapped()
    {
        var map = SentencePieceFiles.Map(("ﬁ", "fi"), ("㌀", "アパート"), ("\u0007", ""), ("\r", " "), ("\t", " "), ("\u2003", " "));
        var pieces = SentencePieceFiles.Fairseq(("▁", -1), ("a", -1), ("ab", -2), ("fi", -1), ("▁é", -3));
        using var folder = new TemporaryFolder().Write("sentencepiece.bpe.model", SentencePieceFiles.Model(pieces, map));
        return TextTokenizer.Load(folder.Path);
    }

    private static IEnumerable<string> Random()
    {
        var random = new Random(20);
        for (var count = 0; count < Texts; count++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(12); length > 0; length--)
                text.Append(Parts[random.Next(Parts.Length)]);
            yield return text.ToString();
        }
    }
}
