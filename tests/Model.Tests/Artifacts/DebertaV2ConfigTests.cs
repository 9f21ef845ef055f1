using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Network.Families;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>What a <c>config.json</c> says of DeBERTa-v2, in the forms of the hub and of Transformers 5.</summary>
public sealed class DebertaV2ConfigTests
{
    private const string Minimal =
        """
        {"model_type": "deberta-v2", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 2,
         "intermediate_size": 20, "max_position_embeddings": 64, "relative_attention": true}
        """;

    [Fact]
    public void What_a_file_leaves_out_is_what_Transformers_takes()
    {
        var encoder = Load();
        var own = (DebertaV2Settings)encoder.Own;
        Assert.Equal((0, 64, false, false), (own.Buckets, own.FarthestPosition(encoder), own.NormsPositions, own.SharesKeys));
        Assert.Equal((false, false, true), (own.ContentToPosition, own.PositionToContent, own.PositionsInEmbeddings));
        Assert.Equal(
            (1e-7, 0.1, 0, 0),
            (encoder.LayerNormEpsilon, encoder.ClassifierDropout, encoder.TypeVocabularySize, encoder.PadTokenId));
    }

    [Theory]
    [InlineData("\"p2c|c2p\"")]
    [InlineData("""["p2c", "c2p"]""")]
    [InlineData("""["c2p", "p2c"]""")]
    public void The_kinds_of_attention_stand_in_both_forms(string kinds)
    {
        var own = (DebertaV2Settings)Load(("pos_att_type", kinds)).Own;
        Assert.Equal((true, true), (own.ContentToPosition, own.PositionToContent));
    }

    [Theory]
    [InlineData("conv_kernel_size", "3", "EXP4034")]
    [InlineData("relative_attention", "false", "EXP4034")]
    [InlineData("pos_att_type", """["c2p", "p2p"]""", "EXP4034")]
    [InlineData("norm_rel_ebd", "\"batch_norm\"", "EXP4034")]
    [InlineData("embedding_size", "6", "EXP4034")]
    [InlineData("pooler_hidden_size", "6", "EXP4034")]
    [InlineData("attention_head_size", "4", "EXP4034")]
    [InlineData("pooler_hidden_act", "\"silu\"", "EXP4034")]
    [InlineData("hidden_act", "\"mish\"", "EXP4034")]
    [InlineData("position_buckets", "1", "EXP4033")]
    [InlineData("max_relative_positions", "\"64\"", "EXP4033")]
    public void What_changes_the_network_and_is_not_followed_is_refused_by_name(string key, string value, string code)
    {
        var problem = Assert.Throws<DiagnosticException>(() => Load((key, value))).Diagnostics[0];
        Assert.Equal(code, problem.Code);
        Assert.Contains(key, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_buckets_than_distances_are_refused_where_far_distances_occur()
    {
        Assert.Equal("EXP4033", Problem.CodeOf(() => Load(("position_buckets", "64"), ("max_relative_positions", "32"))));
        Assert.Equal(256, ((DebertaV2Settings)Load(("position_buckets", "256")).Own).Buckets);
    }

    [Fact]
    public void Settings_that_are_written_are_read_again()
    {
        var encoder = Load() with
        {
            TypeVocabularySize = 2,
            Own = new DebertaV2Settings
            {
                Buckets = 8,
                LargestDistance = 32,
                NormsPositions = false,
                SharesKeys = false,
                ContentToPosition = true,
                PositionToContent = false,
                PositionsInEmbeddings = true,
                PoolerDropout = 0.25,
                PoolerActivation = Activation.Relu,
            },
        };
        Assert.Equal(encoder, HuggingFaceConfig.Create(encoder).Encoder);
    }

    private static EncoderConfig Load(params (string Key, string Value)[] changes)
    {
        var json = JsonNode.Parse(Minimal)!.AsObject();
        foreach (var (key, value) in changes)
            json[key] = JsonNode.Parse(value);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(HuggingFaceConfig.FileName), json.ToJsonString());
        return HuggingFaceConfig.Load(folder.Path).Encoder;
    }
}
