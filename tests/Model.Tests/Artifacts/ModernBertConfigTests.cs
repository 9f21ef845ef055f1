using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Network.Families;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>What a <c>config.json</c> says of ModernBERT, in the forms of Transformers 4 and 5.</summary>
public sealed class ModernBertConfigTests
{
    private const string Minimal =
        """
        {"model_type": "modernbert", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 4, "num_attention_heads": 2,
         "intermediate_size": 20, "max_position_embeddings": 64, "pad_token_id": 0}
        """;

    [Fact]
    public void What_a_file_leaves_out_is_what_Transformers_takes()
    {
        var encoder = Load();
        var own = (ModernBertSettings)encoder.Own;
        Assert.Equal(new ModernBertSettings(), own);
        Assert.Equal((3, 128, 160_000.0, 10_000.0), (own.GlobalEvery, own.LocalAttention, own.GlobalTheta, own.LocalTheta));
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(own.IsGlobal));
        Assert.Equal(
            (1e-5, 0, 0, 0),
            (encoder.LayerNormEpsilon, encoder.HiddenDropout, encoder.AttentionDropout, encoder.ClassifierDropout));
    }

    [Theory]
    [InlineData("global_rope_theta", "500")]
    [InlineData("rope_parameters", """{"full_attention": {"rope_theta": 500.0, "rope_type": "default"}}""")]
    public void The_base_of_global_layers_stands_in_both_forms(string key, string value) =>
        Assert.Equal((500.0, 10_000.0), Thetas(Load((key, value))));

    [Theory]
    [InlineData("local_rope_theta", "70")]
    [InlineData("rope_parameters", """{"sliding_attention": {"rope_theta": 70, "rope_type": "default"}}""")]
    public void The_base_of_local_layers_stands_in_both_forms(string key, string value) =>
        Assert.Equal((160_000.0, 70.0), Thetas(Load((key, value))));

    [Fact]
    public void A_local_base_of_null_is_the_global_one() =>
        Assert.Equal((500.0, 500.0), Thetas(Load(("local_rope_theta", "null"), ("global_rope_theta", "500"))));

    [Fact]
    public void The_kinds_of_layers_decide_before_their_count()
    {
        const string types = """["sliding_attention", "full_attention", "full_attention", "sliding_attention"]""";
        var own = (ModernBertSettings)Load(("layer_types", types)).Own;
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(own.IsGlobal));
    }

    [Theory]
    [InlineData("rope_parameters", """{"full_attention": {"rope_theta": 500.0, "rope_type": "yarn", "factor": 2.0}}""", "EXP4033")]
    [InlineData("rope_parameters", """{"full_attention": {"rope_theta": 500.0, "factor": 2.0}}""", "EXP4033")]
    [InlineData("rope_parameters", "7", "EXP4033")]
    [InlineData("layer_types", """["full_attention"]""", "EXP4033")]
    [InlineData("layer_types", """["full_attention", "linear_attention", "full_attention", "full_attention"]""", "EXP4033")]
    [InlineData("global_attn_every_n_layers", "0", "EXP4033")]
    [InlineData("local_attention", "0", "EXP4033")]
    [InlineData("num_attention_heads", "4", "EXP4033")]
    [InlineData("rope_scaling", """{"type": "linear", "factor": 2.0}""", "EXP4034")]
    [InlineData("partial_rotary_factor", "0.5", "EXP4034")]
    [InlineData("head_dim", "4", "EXP4034")]
    [InlineData("classifier_pooling", "\"max\"", "EXP4034")]
    [InlineData("classifier_activation", "\"silu\"", "EXP4034")]
    [InlineData("hidden_activation", "\"silu\"", "EXP4034")]
    public void What_changes_the_network_and_is_not_followed_is_refused_by_name(string key, string value, string code)
    {
        var problem = Assert.Throws<Emotune.Diagnostics.DiagnosticException>(() => Load((key, value))).Diagnostics[0];
        Assert.Equal(code, problem.Code);
        Assert.Contains(key, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_written_are_read_again()
    {
        var encoder = Load() with
        {
            Own = new ModernBertSettings
            {
                GlobalEvery = 2,
                LayerTypes = "sliding_attention,full_attention,full_attention,sliding_attention",
                LocalAttention = 10,
                GlobalTheta = 500,
                LocalTheta = 70,
                AttentionBias = true,
                FeedForwardBias = true,
                NormBias = true,
                ClassifierBias = true,
                DecoderBias = false,
                ClassifiesMean = true,
                ClassifierActivation = Activation.Relu,
                EmbeddingsDropout = 0.25,
            },
        };
        Assert.Equal(encoder, HuggingFaceConfig.Create(encoder).Encoder);
    }

    private static (double, double) Thetas(EncoderConfig encoder) =>
        (((ModernBertSettings)encoder.Own).GlobalTheta, ((ModernBertSettings)encoder.Own).LocalTheta);

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
