using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;

namespace Emotune.Model.Tests.Artifacts;

public sealed class AdapterConfigTests : IDisposable
{
    private const string Smallest = """{"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["query"]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AdapterConfig Load(string? key = null, string? value = null)
    {
        var settings = JsonNode.Parse(Smallest)!.AsObject();
        if (key is not null)
            settings[key] = JsonNode.Parse(value!);
        _folder.WithText(AdapterConfig.FileName, settings.ToJsonString());
        return AdapterConfig.Load(_folder.Path);
    }

    [Fact]
    public void What_a_file_does_not_say_is_as_peft_has_it()
    {
        var config = Load();
        var lora = config.Lora;
        Assert.Equal(
            (4, 8.0, 0.0, LoraBias.None, false, false), (lora.Rank, lora.Alpha, lora.Dropout, lora.Bias, lora.UseRslora, lora.UseDora));
        Assert.Equal(["query"], lora.TargetModules.Names);
        Assert.Null(lora.ExcludeModules);
        Assert.Null(lora.LayersToTransform);
        Assert.Empty(lora.RankPattern);
        Assert.Empty(lora.ModulesToSave);
        Assert.Null(config.TaskType);
        Assert.Equal(AdapterInitialization.Default, config.Initialization);
    }

    [Fact]
    public void Module_choices_come_in_each_of_pefts_forms()
    {
        Assert.Equal(".*query", Load("target_modules", "\".*query\"").Lora.TargetModules.Pattern);
        Assert.True(Load("target_modules", "\"all-linear\"").Lora.TargetModules.IsAllLinear);
        Assert.Equal("x.*", Load("exclude_modules", "\"x.*\"").Lora.ExcludeModules!.Pattern);
        Assert.Equal(["a"], Load("exclude_modules", "[\"a\"]").Lora.ExcludeModules!.Names);
        Assert.Equal([3], Load("layers_to_transform", "3").Lora.LayersToTransform!);
        Assert.Equal([3, 1], Load("layers_to_transform", "[3, 1]").Lora.LayersToTransform!);
        Assert.Equal([new("b", 2), new("a", 3)], Load("rank_pattern", """{"b": 2, "a": 3}""").Lora.RankPattern);
        Assert.Equal([new("a", 2.5)], Load("alpha_pattern", """{"a": 2.5}""").Lora.AlphaPattern);
        Assert.Equal(["classifier"], Load("modules_to_save", "[\"classifier\"]").Lora.ModulesToSave);
    }

    [Theory]
    [InlineData("peft_type", "null", "EXP4032")]
    [InlineData("r", "null", "EXP4032")]
    [InlineData("lora_alpha", "null", "EXP4032")]
    [InlineData("target_modules", "null", "EXP4032")]
    [InlineData("r", "0", "EXP4033")]
    [InlineData("r", "8.5", "EXP4033")]
    [InlineData("lora_alpha", "-1", "EXP4033")]
    [InlineData("lora_dropout", "1.0", "EXP4033")]
    [InlineData("target_modules", "[]", "EXP4033")]
    [InlineData("target_modules", "[1]", "EXP4033")]
    [InlineData("target_modules", "\"\"", "EXP4033")]
    [InlineData("exclude_modules", "7", "EXP4033")]
    [InlineData("layers_to_transform", "[-1]", "EXP4033")]
    [InlineData("layers_to_transform", "\"1\"", "EXP4033")]
    [InlineData("layers_pattern", "\"layer\"", "EXP4033")]
    [InlineData("rank_pattern", "{\"a\": 1.5}", "EXP4033")]
    [InlineData("rank_pattern", "[1]", "EXP4033")]
    [InlineData("alpha_pattern", "{\"a\": 0}", "EXP4033")]
    [InlineData("use_dora", "\"yes\"", "EXP4033")]
    [InlineData("modules_to_save", "\"classifier\"", "EXP4033")]
    [InlineData("peft_type", "\"IA3\"", "EXP4034")]
    [InlineData("bias", "\"some\"", "EXP4034")]
    [InlineData("init_lora_weights", "\"pissa\"", "EXP4034")]
    [InlineData("init_lora_weights", "\"loftq\"", "EXP4034")]
    [InlineData("loftq_config", "{\"loftq_bits\": 4}", "EXP4034")]
    [InlineData("corda_config", "{\"rho\": 2}", "EXP4034")]
    [InlineData("layer_replication", "[[0, 1]]", "EXP4034")]
    [InlineData("megatron_config", "{\"x\": 1}", "EXP4034")]
    [InlineData("lora_bias", "true", "EXP4034")]
    [InlineData("trainable_token_indices", "[1]", "EXP4034")]
    [InlineData("target_parameters", "[\"w\"]", "EXP4034")]
    [InlineData("not_yet_invented", "1", "EXP4034")]
    public void What_is_not_valid_or_not_supported_has_a_code(string key, string value, string code)
    {
        var problem = Problem.Of(() => Load(key, value));
        Assert.Equal(code, problem.Code);
        Assert.Contains($"'{key}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_cannot_be_chosen_beside_a_regular_expression()
    {
        _folder.WithText(
            AdapterConfig.FileName,
            """{"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ".*query", "layers_to_transform": [1]}""");
        Assert.Equal("EXP4033", Problem.CodeOf(() => AdapterConfig.Load(_folder.Path)));
    }

    [Theory]
    [InlineData("not_yet_invented", "null")]
    [InlineData("not_yet_invented", "false")]
    [InlineData("not_yet_invented", "[]")]
    [InlineData("loftq_config", "{}")]
    [InlineData("auto_mapping", "{\"base_model_class\": \"BertModel\"}")]
    [InlineData("fan_in_fan_out", "true")]
    [InlineData("eva_config", "{\"rho\": 2}")]
    [InlineData("ensure_weight_tying", "true")]
    [InlineData("megatron_core", "\"megatron.core\"")]
    [InlineData("init_lora_weights", "\"gaussian\"")]
    public void What_has_no_effect_is_accepted(string key, string value) => Assert.Equal(4, Load(key, value).Lora.Rank);

    [Fact]
    public void A_file_has_all_of_pefts_keys_in_order()
    {
        var config = new AdapterConfig(new LoraConfig
        {
            Rank = 2,
            Alpha = 3,
            TargetModules = new ModuleSelection(["value", "query"]),
            LayersToTransform = [1, 0],
            RankPattern = [new("value", 1)],
            AlphaPattern = [new("value", 1.5)],
            ModulesToSave = ["classifier", "score"],
        })
        { TaskType = "SEQ_CLS", BaseModel = "models/é" };
        config.Write(_folder.Path);
        var text = File.ReadAllText(_folder.File(AdapterConfig.FileName));
        var keys = JsonNode.Parse(text)!.AsObject().Select(pair => pair.Key).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Contains("\n  \"target_modules\": [\n    \"query\",\n    \"value\"\n  ],", text, StringComparison.Ordinal);
        Assert.Contains("\"models/\\u00e9\"", text, StringComparison.Ordinal);
        Assert.Contains("\"lora_dropout\": 0.0,", text, StringComparison.Ordinal);
        Assert.Contains("\"lora_alpha\": 3,", text, StringComparison.Ordinal);
        Assert.Contains("\"value\": 1.5", text, StringComparison.Ordinal);
        AssertEqual(config, AdapterConfig.Load(_folder.Path));
    }

    internal static void AssertEqual(AdapterConfig expected, AdapterConfig actual) =>
        Assert.Equal(AdapterConfigWriter.ToJson(expected).ToJsonString(), AdapterConfigWriter.ToJson(actual).ToJsonString());
}
