using System.Text.Json.Nodes;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>What a tokenizer.json of a Unigram model may say, and what its class leaves of it.</summary>
public class UnigramJsonTests
{
    [Theory]
    [InlineData("pre_tokenizer", "null", "EXP3507")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel"}""", "EXP3507")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": []}""", "EXP3506")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}]}""", "EXP3506")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Digits"}, {"type": "Metaspace"}]}""", "EXP3507")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "_"}""", "EXP3507")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "prepend_scheme": "last"}""", "EXP3506")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "prepend_scheme": "always", "add_prefix_space": false}""", "EXP3506")]
    [InlineData("model.unk_id", "null", "EXP3506")]
    [InlineData("model.unk_id", "99", "EXP3506")]
    [InlineData("model.byte_fallback", "true", "EXP3507")]
    [InlineData("model.vocab", "{}", "EXP3506")]
    [InlineData("model.vocab", """[["a", "b"]]""", "EXP3506")]
    [InlineData("model.vocab", """[["a", 1e999]]""", "EXP3506")]
    [InlineData("model.vocab", """[["<unk>", 0], ["b", 0], ["c", 0], ["a", 1], ["a", 2]]""", "EXP3509")]
    public void What_would_give_other_ids_is_named(string path, string value, string code)
    {
        var json = TinyTokenizers.UnigramJson(("▁", -1));
        var parts = path.Split('.');
        _ = parts.Length == 1 ? json.With(path, JsonNode.Parse(value)) : json.With(parts[0], parts[1], JsonNode.Parse(value));
        Assert.Contains(parts[^1], NormalizerTests.Fails(code, json) + (code == "EXP3509" ? path : ""), StringComparison.Ordinal);
    }

    [Fact]
    public void XLM_Rs_class_takes_the_map_and_leaves_all_else()
    {
        var json = TinyTokenizers.UnigramJson(("▁a", -1), ("b", -1), ("!", -1)).With("pre_tokenizer", UnigramTests.Metaspace("never"))
            .With("normalizer", new JsonObject
            {
                ["type"] = "Sequence",
                ["normalizers"] = new JsonArray(new JsonObject { ["type"] = "Nmt" }, new JsonObject
                {
                    ["type"] = "Precompiled",
                    ["precompiled_charsmap"] = Convert.ToBase64String(SentencePieceFiles.Map(("c", "b"))),
                }),
            });
        using var folder = new TemporaryFolder().Write("tokenizer.json", json.ToJsonString())
            .Write("tokenizer_config.json", """{"tokenizer_class": "XLMRobertaTokenizer"}""");
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal([0, 5, 6, 7, 2], tokenizer.EncodeIds("ac!"));
        Assert.StartsWith("tokenizer.json is not followed in normalizer", tokenizer.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "Ab!", "▁|[UNK]|b|!")]
    [InlineData("""{"do_lower_case": true}""", "Ab!", "▁a|b|!")]
    [InlineData("""{"split_by_punct": true}""", "ab!", "▁a|b|▁|!")]
    [InlineData("""{"add_prefix_space": false}""", "ab [MASK]a", "▁a|b|[MASK]|a")]
    [InlineData("{}", "ab [MASK]a", "▁a|b|[MASK]|▁a")]
    [InlineData("{}", " \t a\r\nb  ", "▁a|▁|b")]
    public void DeBERTas_class_has_settings_and_a_normalizer_of_its_own(string config, string text, string expected)
    {
        (string, float)[] pieces = [("▁a", -1), ("b", -1), ("!", -1), ("▁", -1), ("a", -1)];
        using var folder = new TemporaryFolder()
            .Write(
                "spm.model", SentencePieceFiles.Model(SentencePieceFiles.Deberta(pieces), SentencePieceFiles.Map(("b", "x")), unknown: 3))
            .Write("config.json", """{"model_type": "deberta-v2"}""").Write("tokenizer_config.json", config);
        Assert.Equal(expected, UnigramTests.Pieces(TextTokenizer.Load(folder.Path), text));
    }
}
