using System.Globalization;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;

namespace Emotune.Model.Tests.Artifacts;

public sealed class HuggingFaceConfigTests : IDisposable
{
    private const string Bert = """
        {"model_type": "bert", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "type_vocab_size": 2}
        """;

    private const string Roberta = """
        {"model_type": "roberta", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "type_vocab_size": 1, "layer_norm_eps": 1e-05}
        """;

    private const string DistilBert = """
        {"model_type": "distilbert", "vocab_size": 30, "dim": 12, "n_layers": 2, "n_heads": 3, "hidden_dim": 20,
         "max_position_embeddings": 16, "sinusoidal_pos_embds": true}
        """;

    private const string XlmRoberta = """
        {"model_type": "xlm-roberta", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "type_vocab_size": 1, "layer_norm_eps": 1e-05}
        """;

    private const string Electra = """
        {"model_type": "electra", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "type_vocab_size": 2, "embedding_size": 8}
        """;

    private const string Mpnet = """
        {"model_type": "mpnet", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "layer_norm_eps": 1e-05}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private HuggingFaceConfig Load(string json, string? key = null, string? value = null)
    {
        var settings = JsonNode.Parse(json)!.AsObject();
        if (key is not null)
            settings[key] = JsonNode.Parse(value!);
        _folder.WithText(HuggingFaceConfig.FileName, settings.ToJsonString());
        return HuggingFaceConfig.Load(_folder.Path);
    }

    [Fact]
    public void Bert_takes_its_defaults_from_transformers() => Assert.Equal(
        new EncoderConfig(EncoderFamily.Bert, 30, 12, 2, 3, 20, 16, 2, 1e-12, Activation.Gelu, 0.1, 0.1, 0.1, 0, 0.02),
        Load(Bert).Encoder);

    [Fact]
    public void Roberta_pads_with_one() => Assert.Equal(
        new EncoderConfig(EncoderFamily.Roberta, 30, 12, 2, 3, 20, 16, 1, 1e-5, Activation.Gelu, 0.1, 0.1, 0.1, 1, 0.02),
        Load(Roberta).Encoder);

    [Fact]
    public void Distilbert_has_keys_of_its_own() => Assert.Equal(
        new EncoderConfig(EncoderFamily.DistilBert, 30, 12, 2, 3, 20, 16, 0, 1e-12, Activation.Relu, 0.1, 0.1, 0.2, 0, 0.02),
        Load(DistilBert, "activation", "\"relu\"").Encoder);

    [Fact]
    public void Xlm_roberta_pads_with_one() => Assert.Equal(
        new EncoderConfig(EncoderFamily.XlmRoberta, 30, 12, 2, 3, 20, 16, 1, 1e-5, Activation.Gelu, 0.1, 0.1, 0.1, 1, 0.02),
        Load(XlmRoberta).Encoder);

    [Theory]
    [InlineData("8", 8)]
    [InlineData("12", null)]
    public void Electra_projects_embeddings_of_another_width(string size, int? projected) => Assert.Equal(
        new EncoderConfig(EncoderFamily.Electra, 30, 12, 2, 3, 20, 16, 2, 1e-12, Activation.Gelu, 0.1, 0.1, 0.1, 0, 0.02)
        {
            ProjectedSize = projected,
        },
        Load(Electra, "embedding_size", size).Encoder);

    [Theory]
    [InlineData("null", 32)]
    [InlineData("40", 40)]
    public void Mpnet_has_a_table_of_distances(string buckets, int expected) => Assert.Equal(
        new EncoderConfig(EncoderFamily.Mpnet, 30, 12, 2, 3, 20, 16, 0, 1e-5, Activation.Gelu, 0.1, 0.1, 0.1, 1, 0.02)
        {
            AttentionBuckets = expected,
        },
        Load(Mpnet, "relative_attention_num_buckets", buckets).Encoder);

    // Transformers has the padding as a constant, and no dropout of the head's own.
    [Theory]
    [InlineData("pad_token_id", "0")]
    [InlineData("classifier_dropout", "0.7")]
    public void Mpnet_passes_by_what_its_reference_passes_by(string key, string value) =>
        Assert.Equal(Load(Mpnet).Encoder, Load(Mpnet, key, value).Encoder);

    [Theory]
    [InlineData(XlmRoberta, "layer_norm_eps", "null", "EXP4032")]
    [InlineData(XlmRoberta, "hidden_act", "\"silu\"", "EXP4034")]
    [InlineData(XlmRoberta, "position_embedding_type", "\"relative_key\"", "EXP4034")]
    [InlineData(Electra, "embedding_size", "null", "EXP4032")]
    [InlineData(Electra, "embedding_size", "0", "EXP4033")]
    [InlineData(Electra, "hidden_act", "\"gelu_fast\"", "EXP4034")]
    [InlineData(Electra, "position_embedding_type", "\"relative_key_query\"", "EXP4034")]
    [InlineData(Electra, "is_decoder", "true", "EXP4034")]
    [InlineData(Mpnet, "layer_norm_eps", "null", "EXP4032")]
    [InlineData(Mpnet, "relative_attention_num_buckets", "31", "EXP4034")]
    [InlineData(Mpnet, "relative_attention_num_buckets", "\"32\"", "EXP4033")]
    [InlineData(Mpnet, "hidden_act", "\"silu\"", "EXP4034")]
    public void A_key_that_changes_the_network_and_is_not_followed_is_named(string json, string key, string value, string code)
    {
        var problem = Problem.Of(() => Load(json, key, value));
        Assert.Equal(code, problem.Code);
        Assert.Contains($"'{key}'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", 0.3)]
    [InlineData("0", 0)]
    [InlineData("0.25", 0.25)]
    public void A_classifier_without_dropout_of_its_own_has_the_encoders(string value, double expected)
    {
        var settings = JsonNode.Parse(Bert)!.AsObject();
        settings["hidden_dropout_prob"] = 0.3;
        Assert.Equal(expected, Load(settings.ToJsonString(), "classifier_dropout", value).Encoder.ClassifierDropout);
    }

    [Theory]
    [InlineData("model_type", "null", "EXP4032")]
    [InlineData("model_type", "\"gpt2\"", "EXP4034")]
    [InlineData("model_type", "7", "EXP4033")]
    [InlineData("hidden_size", "null", "EXP4032")]
    [InlineData("hidden_size", "\"12\"", "EXP4033")]
    [InlineData("hidden_size", "12.5", "EXP4033")]
    [InlineData("hidden_size", "0", "EXP4033")]
    [InlineData("hidden_size", "3000000000", "EXP4033")]
    [InlineData("num_attention_heads", "5", "EXP4035")]
    [InlineData("hidden_dropout_prob", "1", "EXP4033")]
    [InlineData("hidden_dropout_prob", "-0.1", "EXP4033")]
    [InlineData("layer_norm_eps", "0", "EXP4033")]
    [InlineData("initializer_range", "true", "EXP4033")]
    [InlineData("pad_token_id", "30", "EXP4033")]
    [InlineData("hidden_act", "\"silu\"", "EXP4034")]
    [InlineData("position_embedding_type", "\"relative_key\"", "EXP4034")]
    [InlineData("is_decoder", "true", "EXP4034")]
    [InlineData("add_cross_attention", "true", "EXP4034")]
    [InlineData("is_encoder_decoder", "true", "EXP4034")]
    [InlineData("pruned_heads", "{\"0\": [1]}", "EXP4034")]
    [InlineData("quantization_config", "{\"bits\": 4}", "EXP4034")]
    [InlineData("auto_map", "{\"AutoModel\": \"x\"}", "EXP4034")]
    [InlineData("architectures", "\"BertModel\"", "EXP4033")]
    [InlineData("id2label", "{\"1\": \"a\"}", "EXP4036")]
    [InlineData("id2label", "{\"0\": \"a\", \"00\": \"b\"}", "EXP4036")]
    [InlineData("id2label", "{\"0\": true}", "EXP4036")]
    [InlineData("id2label", "[\"a\", null]", "EXP4036")]
    [InlineData("id2label", "[\"a\", \"a\"]", "EXP4033")]
    [InlineData("id2label", "\"a\"", "EXP4036")]
    [InlineData("id2label", "{\"0\": \"a\", \"1\": \"a\"}", "EXP4033")]
    public void What_is_not_valid_or_not_supported_has_a_code(string key, string value, string code)
    {
        var problem = Problem.Of(() => Load(Bert, key, value));
        Assert.Equal(code, problem.Code);
        Assert.EndsWith(HuggingFaceConfig.FileName, problem.At!.File, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_supported_is_named_with_its_value()
    {
        var problem = Problem.Of(() => Load(DistilBert, "activation", "\"silu\""));
        Assert.Equal("'activation' is \"silu\", but only gelu, gelu_new and relu are supported.", problem.Message);
    }

    [Fact]
    public void A_label_that_two_ids_have_is_named()
    {
        var problem = Problem.Of(() => Load(Bert, "id2label", """{"0": "joy", "1": "fear", "2": "joy"}"""));
        Assert.Equal(
            "'id2label' is an object with the label 'joy' twice, but only an object whose labels are all different is valid.",
            problem.Message);
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var error = Assert.Throws<DiagnosticException>(
            () => Load("""{"model_type": "bert", "is_decoder": true, "hidden_size": -1, "id2label": 1}"""));
        Assert.Equal(
            ["EXP4032", "EXP4032", "EXP4032", "EXP4032", "EXP4032", "EXP4032", "EXP4033", "EXP4034", "EXP4036"],
            error.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("BertForMaskedLM", "plain", "bert", "architectures names BertForMaskedLM")]
    [InlineData("DistilBertModel", "roberta", "distilbert", "architectures names DistilBertModel")]
    [InlineData("RobertaForSequenceClassification", "plain", "roberta", "architectures names RobertaForSequenceClassification")]
    [InlineData("ModernBertForMaskedLM", "plain", "modernbert", "architectures names ModernBertForMaskedLM")]
    [InlineData("DebertaV2Model", "plain", "deberta-v2", "architectures names DebertaV2Model")]
    [InlineData("DebertaModel", "plain", null, "")]
    [InlineData(null, "ModernBERT-base", "modernbert", "the folder is named 'ModernBERT-base'")]
    [InlineData("BertGenerationEncoder", "plain", null, "")]
    [InlineData(null, "bert-base-uncased", "bert", "the folder is named 'bert-base-uncased'")]
    [InlineData(null, "my_DistilBERT", "distilbert", "the folder is named 'my_DistilBERT'")]
    [InlineData(null, "albert-base", null, "")]
    [InlineData(null, "xlm-roberta-base", "xlm-roberta", "the folder is named 'xlm-roberta-base'")]
    [InlineData("XLMRobertaForMaskedLM", "plain", "xlm-roberta", "architectures names XLMRobertaForMaskedLM")]
    [InlineData("ElectraForPreTraining", "plain", "electra", "architectures names ElectraForPreTraining")]
    [InlineData("MPNetModel", "plain", "mpnet", "architectures names MPNetModel")]
    [InlineData(null, "electra-small-discriminator", "electra", "the folder is named 'electra-small-discriminator'")]
    [InlineData(null, "all-mpnet-base-v2", "mpnet", "the folder is named 'all-mpnet-base-v2'")]
    [InlineData(null, "xlm-mlm-en-2048", null, "")]
    [InlineData(null, "xlm-roberta-xl", null, "")]
    public void A_family_without_a_name_is_guessed_and_told(string? architecture, string name, string? expected, string evidence)
    {
        var guess = FamilyGuess.Of(architecture is null ? [] : [architecture], _folder.File(name), () => []);
        Assert.Equal(expected, guess?.Family.ModelType);
        Assert.Equal(evidence, guess?.Evidence ?? "");
    }

    [Fact]
    public void A_family_without_a_name_is_known_by_its_tensors_and_written_back()
    {
        SafetensorsWriter.Write(
            _folder.File(WeightFolder.FileName), Shapes.Sizes(Shapes.Tiny(EncoderFamily.Bert)));
        var settings = JsonNode.Parse(HuggingFaceConfigTests.Bert)!.AsObject();
        var tiny = Shapes.Tiny(EncoderFamily.Bert);
        settings["vocab_size"] = tiny.VocabularySize;
        var config = Load(settings.ToJsonString(), "model_type", "null");
        Assert.Equal(EncoderFamily.Bert, config.Encoder.Family);
        Assert.EndsWith("has no model_type; BERT is taken, because its tensors are named 'bert.…'", config.Note, StringComparison.Ordinal);
        config.WriteEncoder(_folder.Path);
        Assert.Null(HuggingFaceConfig.Load(_folder.Path).Note);
    }

    [Theory]
    [InlineData("vocab_size", 24, "bert.embeddings.word_embeddings.weight")]
    [InlineData("hidden_size", 12_000_000, "bert.embeddings.word_embeddings.weight")]
    [InlineData("num_hidden_layers", 2_000_000_000, "encoder.layer.*")]
    [InlineData("intermediate_size", 21, "bert.encoder.layer.0.intermediate.dense.weight")]
    [InlineData("max_position_embeddings", 2_000_000_000, "bert.embeddings.position_embeddings.weight")]
    [InlineData("type_vocab_size", 3, "bert.embeddings.token_type_embeddings.weight")]
    [InlineData("num_labels", 2_000_000_000, "there is no tensor classifier.weight")]
    public void A_file_that_claims_more_than_its_weights_have_is_refused_before_anything_is_made(string key, int value, string tensor)
    {
        var tiny = Shapes.Tiny(EncoderFamily.Bert);
        SafetensorsWriter.Write(_folder.File(WeightFolder.FileName), Shapes.Sizes(tiny));
        HuggingFaceConfig.Create(tiny).WriteEncoder(_folder.Path);
        var sound = File.ReadAllText(_folder.File(HuggingFaceConfig.FileName));
        Assert.Equal(tiny, HuggingFaceConfig.Load(_folder.Path).Encoder);
        var problem = Problem.Of(() => Load(sound, key, value.ToString(CultureInfo.InvariantCulture)));
        Assert.Equal("EXP4048", problem.Code);
        Assert.StartsWith($"'{key}' is {value}, but the weights have only ", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"({tensor})", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_are_not_valid_matter_only_beside_a_classifier()
    {
        var tiny = Shapes.Tiny(EncoderFamily.Bert);
        HuggingFaceConfig.Create(tiny).WriteEncoder(_folder.Path);
        var sound = File.ReadAllText(_folder.File(HuggingFaceConfig.FileName));
        SafetensorsWriter.Write(_folder.File(WeightFolder.FileName), Shapes.Sizes(tiny));
        Assert.Empty(Load(sound, "id2label", "{\"3\": \"a\"}").Labels);
        SafetensorsWriter.Write(
            _folder.File(WeightFolder.FileName), Shapes.Sizes(tiny).Append(NamedTensor.FromSingle("classifier.bias", [1], [0])));
        Assert.Equal("EXP4036", Problem.CodeOf(() => Load(sound, "id2label", "{\"3\": \"a\"}")));
    }

    [Fact]
    public void A_roberta_says_its_layer_norm_epsilon_and_has_positions_after_its_padding()
    {
        Assert.Equal("EXP4032", Problem.CodeOf(() => Load(Roberta, "layer_norm_eps", "null")));
        Assert.Equal("EXP4033", Problem.CodeOf(() => Load(Roberta, "max_position_embeddings", "2")));
        Assert.Equal(1, Load(Roberta, "max_position_embeddings", "3").Encoder.MaxSequenceLength);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"model_type\": \"bert\", \"model_type\": \"bert\"}")]
    [InlineData("{\"model_type\": NaN}")]
    [InlineData("{\"model_type\": \"\\ud800\"}")]
    public void A_file_that_is_not_json_is_an_error(string json)
    {
        _folder.WithText(HuggingFaceConfig.FileName, json);
        Assert.Equal("EXP4030", Problem.CodeOf(() => HuggingFaceConfig.Load(_folder.Path)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_file_that_is_not_an_object_is_an_error(string json)
    {
        _folder.WithText(HuggingFaceConfig.FileName, json);
        Assert.Equal("EXP4031", Problem.CodeOf(() => HuggingFaceConfig.Load(_folder.Path)));
    }

    [Fact]
    public void A_folder_without_the_file_is_an_error() =>
        Assert.Equal("EXP4001", Problem.CodeOf(() => HuggingFaceConfig.Load(_folder.Path)));

    [Fact]
    public void Labels_are_in_the_order_of_their_numbers()
    {
        Assert.Equal(["a", "b"], Load(Bert, "id2label", """{"1": "b", "0": "a"}""").Labels);
        Assert.Equal(["a", "b"], Load(Bert, "id2label", """["a", "b"]""").Labels);
        Assert.Equal(["7", "0"], Load(Bert, "id2label", """{"1": 0, "0": 7}""").Labels);
        Assert.Equal(["LABEL_0", "LABEL_1"], Load(Bert, "num_labels", "2").Labels);
        Assert.Equal(int.MaxValue, Load(Bert, "num_labels", "2147483647").Labels.Count);
        Assert.Empty(Load(Bert).Labels);
        Assert.Equal("regression", Load(Bert, "problem_type", "\"regression\"").ProblemType);
    }

    [Fact]
    public void Where_a_model_was_loaded_from_is_told_where_it_is_a_text()
    {
        Assert.Equal("org/name", Load(Bert, "_name_or_path", "\"org/name\"").NameOrPath);
        Assert.Null(Load(Bert, "_name_or_path", "7").NameOrPath);
        Assert.Null(Load(Bert).NameOrPath);
    }

    [Fact]
    public void A_classifiers_file_keeps_what_it_does_not_know_in_its_order()
    {
        var config = Load(
            """{"zeta": [1, {}, []], "torch_dtype": "float16", "architectures": ["BertModel"], "num_labels": 3, """
                + Bert.TrimStart('{') + " ");
        config.WriteClassifier(_folder.Path, ["jöy", "anger"]);
        Assert.Equal("""
            {
              "zeta": [
                1,
                {},
                []
              ],
              "torch_dtype": "float32",
              "architectures": [
                "BertForSequenceClassification"
              ],
              "model_type": "bert",
              "vocab_size": 30,
              "hidden_size": 12,
              "num_hidden_layers": 2,
              "num_attention_heads": 3,
              "intermediate_size": 20,
              "max_position_embeddings": 16,
              "type_vocab_size": 2,
              "id2label": {
                "0": "j\u00f6y",
                "1": "anger"
              },
              "label2id": {
                "anger": 1,
                "j\u00f6y": 0
              },
              "problem_type": "multi_label_classification"
            }

            """, File.ReadAllText(_folder.File(HuggingFaceConfig.FileName)));
        var again = HuggingFaceConfig.Load(_folder.Path);
        Assert.Equal(config.Encoder, again.Encoder);
        Assert.Equal(["jöy", "anger"], again.Labels);
        Assert.Equal(["BertForSequenceClassification"], again.Architectures);
    }

    [Fact]
    public void Two_labels_of_one_name_cannot_be_written() =>
        Assert.Throws<ArgumentException>(() => Load(Bert).WriteClassifier(_folder.Path, ["a", "a"]));

    [Fact]
    public void An_encoders_file_has_no_labels()
    {
        var config = Load(DistilBert, "id2label", """{"0": "a"}""");
        config.WriteEncoder(_folder.Path);
        var again = HuggingFaceConfig.Load(_folder.Path);
        Assert.Equal(["DistilBertModel"], again.Architectures);
        Assert.Empty(again.Labels);
        Assert.DoesNotContain("label", File.ReadAllText(_folder.File(HuggingFaceConfig.FileName)), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    public void An_encoder_made_without_a_file_reads_back(string modelType)
    {
        var family = EncoderFamily.Find(modelType)!;
        var encoder = Shapes.Tiny(family) with
        {
            LayerNormEpsilon = family.Keys.LayerNormEpsilon is null ? 1e-12 : 1e-5,
            Activation = Activation.GeluNew,
            HiddenDropout = 0,
            AttentionDropout = 0.05,
            ClassifierDropout = family.Keys.ClassifierDropout is null ? 0 : 0.2,
            PadTokenId = family.Keys.FixesPadTokenId ? family.Keys.DefaultPadTokenId : 3,
            InitializerRange = 0.01,
        };
        HuggingFaceConfig.Create(encoder).WriteEncoder(_folder.Path);
        Assert.Equal(encoder, HuggingFaceConfig.Load(_folder.Path).Encoder);
    }

    [Theory]
    [InlineData(HeadPooling.FirstToken, "BertForSequenceClassification")]
    [InlineData(HeadPooling.Mean, "BertModel")]
    internal void Beside_a_graph_the_labels_stand_whatever_the_head(HeadPooling pooling, string architecture)
    {
        Load(Bert).WriteGraph(_folder.Path, ["joy", "anger"], pooling, splitGraphs: []);
        var written = Json.ReadObject(_folder.File(HuggingFaceConfig.FileName));
        Assert.Equal(architecture, (string?)written["architectures"]![0]);
        Assert.Equal("multi_label_classification", (string?)written["problem_type"]);
        Assert.Equal(["joy", "anger"], HuggingFaceConfig.Load(_folder.Path).Labels);
        Assert.False(written.ContainsKey("transformers.js_config"));
    }

    [Fact]
    public void A_graph_of_two_files_is_said_to_transformers_js()
    {
        Load(Bert).WriteGraph(_folder.Path, ["joy"], HeadPooling.Mean, ["model.onnx"]);
        var written = Json.ReadObject(_folder.File(HuggingFaceConfig.FileName));
        Assert.Equal(1, (int?)written["transformers.js_config"]!["use_external_data_format"]!["model.onnx"]);
    }
}
