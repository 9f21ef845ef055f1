using System.Text.Json.Nodes;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

public class WordPieceVocabularyTests
{
    private static readonly string[] Texts = ["Hug hug hug, pug pun bun!", "hugs hugs Hügs 日本 😀😀", "a bun"];

    [Fact]
    public void Special_tokens_then_characters_then_the_commonest_merges()
    {
        var pieces = WordPieceVocabularyBuilder.Train(["ab ab ab abc abc bc"], 100);
        // ab occurs five times, abc twice; bc on its own and the c after ab once or twice, of which the pair (ab, ##c) is the commoner.
        Assert.Equal([.. WordPieceVocabularyBuilder.SpecialTokens, "a", "b", "c", "##a", "##b", "##c", "ab", "abc"], pieces);
    }

    [Fact]
    public void Pairs_as_common_as_each_other_come_in_ordinal_order() =>
        Assert.Equal(["ab", "yz"], WordPieceVocabularyBuilder.Train(["yz yz ab ab"], 100).Skip(5 + 8));

    [Fact]
    public void Punctuation_and_Chinese_characters_have_no_continuing_form()
    {
        var pieces = WordPieceVocabularyBuilder.Train(Texts, 1000);
        Assert.Contains("!", pieces);
        Assert.Contains("日", pieces);
        Assert.DoesNotContain("##!", pieces);
        Assert.DoesNotContain("##日", pieces);
        Assert.Contains("##😀", pieces);
    }

    [Fact]
    public void The_size_is_kept() =>
        Assert.Equal(45, WordPieceVocabularyBuilder.Train(Texts.Append("abcdefg abcdefg abcdefgh"), 45).Count);

    [Fact]
    public void Rare_characters_are_left_out_with_their_words()
    {
        var pieces = WordPieceVocabularyBuilder.Train(["aa aa ab ab b c"], 100, maximumCharacters: 2);
        Assert.DoesNotContain("c", pieces);
        Assert.Contains("aa", pieces);
    }

    [Fact]
    public void Its_files_are_one_tokenizer_in_two_forms()
    {
        using var folder = new TemporaryFolder();
        var pieces = WordPieceVocabularyBuilder.Train(Texts, 60);
        WordPieceVocabularyFiles.Write(folder.Path, pieces);
        var fromJson = TextTokenizer.Load(folder.Path);
        using var other = new TemporaryFolder().Copy(folder.Path, "vocab.txt", "tokenizer_config.json");
        var fromText = TextTokenizer.Load(other.Path);
        foreach (var text in Texts.Append("[MASK] the Pughug \u0000 x"))
        {
            Assert.Equal(fromJson.Encode(text).Ids, fromText.Encode(text).Ids);
            Assert.Equal(fromJson.Encode(text).Offsets, fromText.Encode(text).Offsets);
        }

        Assert.Equal(pieces, Enumerable.Range(0, fromJson.VocabularySize).Select(fromJson.Piece));
        Assert.Equal((0, 1, 2, 3, 4), (fromJson.PadId, fromJson.UnknownId, fromJson.StartId, fromJson.EndId, fromJson.MaskId));
        Assert.All(Texts, text => Assert.DoesNotContain(fromJson.UnknownId, fromJson.EncodeIds(text)));
    }

    [Fact]
    public void The_same_texts_give_the_same_files()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        foreach (var folder in new[] { first, second })
            WordPieceVocabularyFiles.Write(folder.Path, WordPieceVocabularyBuilder.Train(Texts, 60));
        foreach (var name in Directory.EnumerateFiles(first.Path).Select(Path.GetFileName))
            Assert.Equal(File.ReadAllBytes(Path.Combine(first.Path, name!)), File.ReadAllBytes(Path.Combine(second.Path, name!)));
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path.Combine(first.Path, "tokenizer.json"))));
    }
}
