using System.Security.Cryptography;
using System.Text;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class StageManifestTests
{
    [Fact]
    public void A_manifest_is_read_as_it_was_written()
    {
        var read = StageManifest.Parse(Manifest().Serialize());
        Assert.NotNull(read);
        Assert.Equal(Manifest().Key.Document, read.Key.Document);
        Assert.Equal(Manifest().Outputs, read.Outputs);
        Assert.Equal(Manifest().Tools, read.Tools);
    }

    [Fact]
    public void A_manifest_with_any_byte_flipped_or_cut_is_none()
    {
        var bytes = Manifest().Serialize();
        for (var at = 0; at < bytes.Length; at++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= 1;
            Assert.Null(StageManifest.Parse(flipped));
            Assert.Null(StageManifest.Parse(bytes.AsMemory(0, at)));
        }
    }

    [Theory]
    [InlineData("../other/model.safetensors")]
    [InlineData("/other")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a/../../b")]
    [InlineData("./a")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("é", 200)]
    [InlineData("a/", 600)]
    [InlineData("adapter_model.safetensors/a")]
    [InlineData("manifest.json/a")]
    public void A_manifest_names_only_files_that_its_folder_can_have(string name, int times = 1)
    {
        var manifest = Manifest();
        manifest.Outputs[string.Concat(Enumerable.Repeat(name, times))] = new OutputFile(new string('a', 64), 1);
        Assert.Null(StageManifest.Parse(manifest.Serialize()));
    }

    [Fact]
    public void A_manifest_names_files_in_folders_of_its_folder()
    {
        var manifest = Manifest();
        foreach (var name in new[] { "cards/lora-42.md", "tensorboard/lora-42/events", "tensorboard/lora-7/events" })
            manifest.Outputs[name] = new OutputFile(new string('a', 64), 1);
        var read = StageManifest.Parse(manifest.Serialize());
        Assert.Equal(manifest.Outputs, read?.Outputs);
        Assert.Equal(["cards", "tensorboard", "tensorboard/lora-42", "tensorboard/lora-7"], read?.Folders);
    }

    [Theory]
    [InlineData("\"Train\"")]
    [InlineData("\"0.001\"")]
    [InlineData("\"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\"")]
    public void A_manifest_with_null_in_a_value_s_place_is_none_whatever_its_digest(string value)
    {
        var text = Encoding.UTF8.GetString(Manifest().Serialize());
        var unsigned = text[..^68].Replace(value, "null", StringComparison.Ordinal);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(unsigned + "\"\n}\n")));

        Assert.NotEqual(text[..^68], unsigned);
        Assert.Null(StageManifest.Parse(Encoding.UTF8.GetBytes(unsigned + digest + "\"\n}\n")));
    }

    private static StageManifest Manifest()
    {
        var node = new StageNode(
            StageKind.Train, "lora", 42, "runs/lora/42/train",
            new Dictionary<string, string> { ["learning_rate"] = "0.001", ["lora.rank"] = "8" },
            [StageInput.Artifact("data", "train.parquet")]);
        var key = StageKey.Of(node, new Dictionary<string, string> { ["data/train.parquet"] = new string('b', 64) });
        return new StageManifest(
            key,
            new(StringComparer.Ordinal) { ["adapter_model.safetensors"] = new OutputFile(new string('c', 64), 12) },
            new(StringComparer.Ordinal) { ["Emotune"] = "0.1.0" });
    }
}
