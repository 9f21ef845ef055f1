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

    [Fact]
    public void A_manifest_cannot_name_files_outside_of_its_folder()
    {
        var manifest = Manifest();
        manifest.Outputs["../other/model.safetensors"] = new OutputFile(new string('a', 64), 1);
        Assert.Null(StageManifest.Parse(manifest.Serialize()));
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
