using System.Text.Json.Nodes;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;

namespace Emotune.Model.Tests.Artifacts;

public sealed class WeightFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Write(string file, params string[] names) =>
        SafetensorsWriter.Write(_folder.File(file), names.Select((n, i) => NamedTensor.FromSingle(n, [1], [i])));

    private void WriteIndex(params (string Name, string File)[] entries) => _folder.WithText(WeightFolder.IndexName, new JsonObject
    {
        ["weight_map"] = new JsonObject(entries.Select(e => KeyValuePair.Create(e.Name, (JsonNode?)e.File))),
    }.ToJsonString());

    private WeightFolder Open(EncoderFamily? family = null) => WeightFolder.Open(_folder.Path, family ?? EncoderFamily.Bert);

    [Fact]
    public void Names_have_the_familys_prefix_however_the_file_has_them()
    {
        Write(WeightFolder.FileName, "embeddings.LayerNorm.gamma", "encoder.layer.0.output.LayerNorm.beta", "pooler.dense.weight",
            "bert.encoder.layer.1.output.dense.bias", "classifier.bias");
        using var weights = Open();
        Assert.Equal(
            ["bert.embeddings.LayerNorm.weight", "bert.encoder.layer.0.output.LayerNorm.bias", "bert.encoder.layer.1.output.dense.bias",
                "bert.pooler.dense.weight", "classifier.bias"],
            weights.Names);
        Assert.Equal([1f], weights.Read("bert.encoder.layer.0.output.LayerNorm.bias"));
        Assert.Equal([1L], weights.Shape("classifier.bias"));
        Assert.True(weights.Contains("classifier.bias"));
        Assert.Equal("EXP4018", Problem.CodeOf(() => weights.Read("classifier.weight")));
        Assert.Equal([_folder.File(WeightFolder.FileName)], WeightFolder.FilesIn(_folder.Path));
    }

    [Fact]
    public void Each_family_has_its_own_prefix()
    {
        Write(WeightFolder.FileName, "transformer.layer.0.ffn.lin1.bias");
        using var weights = Open(EncoderFamily.DistilBert);
        Assert.Equal(["distilbert.transformer.layer.0.ffn.lin1.bias"], weights.Names);
    }

    [Fact]
    public void Buffers_and_pretraining_heads_are_left_aside_and_told()
    {
        string[] unused = ["bert.embeddings.position_ids", "cls.predictions.bias", "lm_head.bias", "vocab_transform.weight"];
        Write(WeightFolder.FileName, [.. unused, "classifier.bias"]);
        using var weights = Open();
        Assert.Equal(["classifier.bias"], weights.Names);
        Assert.Equal(unused, weights.Ignored);
    }

    [Fact]
    public void Shards_are_one_set_of_weights()
    {
        Write("one", "classifier.bias");
        Write("two", "cls.bias", "pooler.dense.bias");
        WriteIndex(("cls.bias", "two"), ("classifier.bias", "one"), ("pooler.dense.bias", "two"));
        using var weights = Open();
        Assert.Equal(["bert.pooler.dense.bias", "classifier.bias"], weights.Names);
        Assert.Equal([1f], weights.Read("bert.pooler.dense.bias"));
        Assert.Equal([_folder.File(WeightFolder.IndexName), _folder.File("one"), _folder.File("two")], WeightFolder.FilesIn(_folder.Path));
    }

    [Fact]
    public void A_tensor_with_and_without_its_prefix_is_an_error()
    {
        Write(WeightFolder.FileName, "pooler.dense.bias", "bert.pooler.dense.bias");
        Assert.Equal("EXP4047", Problem.CodeOf(() => Open()));
    }

    [Fact]
    public void A_folder_without_weights_is_an_error() => Assert.Equal("EXP4040", Problem.CodeOf(() => Open()));

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("pytorch_model.bin.index.json")]
    public void Pickled_weights_are_to_be_converted(string name)
    {
        _folder.WithText(name, "");
        var problem = Problem.Of(() => Open());
        Assert.Equal("EXP4041", problem.Code);
        Assert.Contains("Convert the model to safetensors", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"weight_map\": []}")]
    [InlineData("{\"weight_map\": {}}")]
    [InlineData("{\"weight_map\": {\"a\": 1}}")]
    [InlineData("{\"weight_map\": {\"a\": \"\"}}")]
    [InlineData("{\"weight_map\": {\"a\": \"..\"}}")]
    [InlineData("{\"weight_map\": {\"a\": \"../one\"}}")]
    [InlineData("{\"weight_map\": {\"a\": \"/etc/passwd\"}}")]
    [InlineData("{\"weight_map\": {\"a\": \"one\\u0000\"}}")]
    [InlineData("{\"weight_map\": {\"a\": null}}")]
    public void An_index_without_a_map_to_files_beside_it_is_an_error(string json)
    {
        _folder.WithText(WeightFolder.IndexName, json);
        Assert.Equal("EXP4042", Problem.CodeOf(() => Open()));
    }

    [Theory]
    [InlineData("{\n\"weight_map\": {\"a\": \"\\ud800\"}}")]
    [InlineData("{\n\"weight_map\": {\"\\udfff\": \"one\"}}")]
    [InlineData("{\n\"weight_map\": {\"caf\u00e9\": \"one\"}}")]
    public void An_index_with_text_that_cannot_be_decoded_is_an_error_at_its_line(string json)
    {
        _folder.WithBytes(WeightFolder.IndexName, System.Text.Encoding.Latin1.GetBytes(json));
        var problem = Problem.Of(() => Open());
        Assert.Equal(("EXP4030", 2), (problem.Code, problem.At!.Line));
    }

    [Fact]
    public void A_shard_that_is_not_there_is_an_error()
    {
        Write("one", "a");
        WriteIndex(("a", "one"), ("b", "two"));
        Assert.Equal("EXP4043", Problem.CodeOf(() => Open()));
    }

    [Fact]
    public void A_tensor_that_is_not_in_its_shard_is_an_error()
    {
        Write("one", "a");
        Write("two", "b");
        WriteIndex(("a", "one"), ("b", "two"), ("c", "two"));
        Assert.Equal("EXP4044", Problem.CodeOf(() => Open()));
        WriteIndex(("a", "two"), ("b", "one"));
        Assert.Equal("EXP4044", Problem.CodeOf(() => Open()));
    }

    [Fact]
    public void A_tensor_in_two_shards_is_an_error()
    {
        Write("one", "a");
        Write("two", "a", "b");
        WriteIndex(("a", "one"), ("b", "two"));
        Assert.Equal("EXP4045", Problem.CodeOf(() => Open()));
    }

    [Fact]
    public void A_tensor_that_the_index_does_not_list_is_an_error()
    {
        Write("one", "a", "b");
        WriteIndex(("a", "one"));
        Assert.Equal("EXP4046", Problem.CodeOf(() => Open()));
    }

    [Fact]
    public void A_broken_shard_is_an_error()
    {
        _folder.WithText("one", "no tensors");
        WriteIndex(("a", "one"));
        Assert.Equal("EXP4003", Problem.CodeOf(() => Open()));
    }
}
