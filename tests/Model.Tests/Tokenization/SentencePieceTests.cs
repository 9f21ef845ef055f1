using Emotune.Diagnostics;
using Emotune.Tokenization;
using Problem = Emotune.Model.Tests.Artifacts.Problem;

namespace Emotune.Model.Tests.Tokenization;

public class SentencePieceTests
{
    private const string XlmRoberta = "sentencepiece.bpe.model", Deberta = "spm.model";

    [Fact]
    public void XLM_R_has_fairseqs_ids()
    {
        using var folder = XlmRobertaFolder();
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal((1, 0, 2, 6, 3), Special(tokenizer));
        Assert.Equal([0, 4, 5, 3, 6, 2], tokenizer.EncodeIds("abx <mask>"));
    }

    [Fact]
    public void DeBERTa_keeps_SentencePieces_ids_and_adds_its_mask()
    {
        using var folder = new TemporaryFolder()
            .Write(Deberta, SentencePieceFiles.Model(SentencePieceFiles.Deberta(("▁a", -1), ("b", -1)), unknown: 3));
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal((0, 1, 2, 6, 3), Special(tokenizer));
        Assert.Equal([1, 4, 5, 3, 6, 2], tokenizer.EncodeIds("abx[MASK]"));
    }

    [Fact]
    public void The_class_decides_and_the_name_of_the_file_does_not()
    {
        using var folder = new TemporaryFolder()
            .Write(XlmRoberta, SentencePieceFiles.Model(SentencePieceFiles.Deberta(("▁a", -1)), unknown: 3))
            .Write("config.json", """{"model_type": "deberta-v2"}""");
        Assert.Equal([1, 4, 2], TextTokenizer.Load(folder.Path).EncodeIds("a"));
    }

    [Fact]
    public void A_model_of_BERT_may_have_XLM_Rs_tokenizer()
    {
        using var folder = XlmRobertaFolder().Write("config.json", """{"model_type": "bert"}""")
            .Write("tokenizer_config.json", """{"tokenizer_class": "XLMRobertaTokenizerFast"}""");
        Assert.Equal([0, 4, 5, 2], TextTokenizer.Load(folder.Path).EncodeIds("ab"));
    }

    [Fact]
    public void BERTs_class_does_not_read_a_model_of_SentencePiece()
    {
        using var folder = XlmRobertaFolder().Write("config.json", """{"model_type": "bert"}""");
        Assert.Contains("a Unigram vocabulary", Fails("EXP3520", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_of_the_user_is_looked_for_in_the_text()
    {
        var pieces = SentencePieceFiles.Fairseq(("▁a", -1)).Append(("<sym>", 0, SentencePieceFiles.UserDefined));
        using var folder = new TemporaryFolder().Write(XlmRoberta, SentencePieceFiles.Model(pieces));
        Assert.Equal([0, 4, 5, 4, 2], TextTokenizer.Load(folder.Path).EncodeIds("a<sym>a"));
    }

    [Theory]
    [InlineData(XlmRoberta)]
    [InlineData(Deberta)]
    public void A_copy_gives_the_same_ids_without_a_configuration_beside_it(string name)
    {
        var deberta = name == Deberta;
        var pieces = deberta ? SentencePieceFiles.Deberta(("▁a", -1), ("b", -1)) : SentencePieceFiles.Fairseq(("▁a", -1), ("b", -1));
        using var folder = new TemporaryFolder().Write(name, SentencePieceFiles.Model(pieces, unknown: deberta ? 3 : 0));
        using var copy = new TemporaryFolder();
        TextTokenizer.Copy(folder.Path, copy.Path);
        Assert.Equal(
            [name, "tokenizer_config.json"],
            Directory.EnumerateFiles(copy.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var (own, other) = (TextTokenizer.Load(folder.Path), TextTokenizer.Load(copy.Path));
        Assert.Null(own.FirstDifference(other));
        Assert.Equal(own.EncodeIds("ab <mask> [MASK] x"), other.EncodeIds("ab <mask> [MASK] x"));
    }

    [Fact]
    public void Other_scores_are_a_difference()
    {
        using var one = XlmRobertaFolder();
        using var two = XlmRobertaFolder(score: -2);
        Assert.Equal("the score 5", TextTokenizer.Load(one.Path).FirstDifference(TextTokenizer.Load(two.Path))!.Rule);
    }

    [Theory]
    [InlineData(SentencePieceFiles.Bpe, false, "BPE without")]
    [InlineData(SentencePieceFiles.Unigram, true, "Unigram with")]
    [InlineData(7, false, "7 without")]
    public void A_model_of_another_kind_is_named(int kind, bool bytes, string named)
    {
        using var folder = new TemporaryFolder()
            .Write(XlmRoberta, SentencePieceFiles.Model(SentencePieceFiles.Fairseq(("a", -1)), kind: kind, bytes: bytes));
        Assert.Contains(named, Fails("EXP4051", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_ends_anywhere_before_its_end_is_an_error_or_another_vocabulary()
    {
        var whole = SentencePieceFiles.Model(SentencePieceFiles.Fairseq(("▁a", -1), ("b", -1)), SentencePieceFiles.Map(("ﬁ", "fi")));
        using var folder = new TemporaryFolder();
        for (var length = 0; length < whole.Length; length += length < 100 ? 1 : 997)
        {
            folder.Write(XlmRoberta, whole[..length]);
            try
            {
                _ = TextTokenizer.Load(folder.Path).EncodeIds("ab ﬁ");
            }
            catch (DiagnosticException exception)
            {
                Assert.Contains(exception.Diagnostics[0].Code, new[] { "EXP4050", "EXP4052" });
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, "are left")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "ten bytes")]
    [InlineData(new byte[] { 0x0B }, "wire type 3")]
    [InlineData(new byte[] { 0x08, 0x01 }, "is not bytes")]
    [InlineData(new byte[] { 0x0A, 0x02, 0x0A, 0x00 }, "has no text")]
    [InlineData(new byte[] { 0x0A, 0x03, 0x0A, 0x01, 0xFF }, "no UTF-8")]
    [InlineData(new byte[] { 0x0A, 0x08, 0x0A, 0x01, 0x61, 0x15, 0x00, 0x00, 0xC0, 0x7F }, "finite")]
    [InlineData(new byte[] { 0x0A, 0x05, 0x0A, 0x01, 0x61, 0x15, 0x00 }, "are left")]
    [InlineData(new byte[] { }, "no pieces")]
    [InlineData(new byte[] { 0x0A, 0x03, 0x0A, 0x01, 0x61, 0x12, 0x03, 0xC0, 0x02, 0x05 }, "unknown piece's id is 5")]
    public void What_is_no_model_says_why(byte[] bytes, string why)
    {
        using var folder = new TemporaryFolder().Write(XlmRoberta, bytes);
        Assert.Contains(why, Fails("EXP4050", folder).Message, StringComparison.Ordinal);
    }

    internal static Diagnostic Fails(string code, TemporaryFolder folder)
    {
        var diagnostic = Problem.Of(() => TextTokenizer.Load(folder.Path));
        Assert.Equal(code, diagnostic.Code);
        return diagnostic;
    }

    private static TemporaryFolder XlmRobertaFolder(float score = -1) =>
        new TemporaryFolder().Write(XlmRoberta, SentencePieceFiles.Model(SentencePieceFiles.Fairseq(("▁a", -1), ("b", score))));

    private static (int, int, int, int, int) Special(TextTokenizer tokenizer) =>
        (tokenizer.PadId, tokenizer.StartId, tokenizer.EndId, tokenizer.MaskId, tokenizer.UnknownId);
}
