using Emotune.Fuzz.Mutations;
using Emotune.Model.Artifacts.HuggingFace;

namespace Emotune.Fuzz.Readers;

/// <summary>The JSON beside weights.</summary>
internal static class ModelReaders
{
    private const string Bert = """
        {
          "architectures": ["BertForSequenceClassification"], "attention_probs_dropout_prob": 0.1, "classifier_dropout": null,
          "gradient_checkpointing": false, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 384,
          "id2label": {"0": "joy", "1": "anger", "2": "fear"}, "initializer_range": 0.02, "intermediate_size": 1536,
          "label2id": {"joy": 0, "anger": 1, "fear": 2}, "layer_norm_eps": 1e-12, "max_position_embeddings": 512, "model_type": "bert",
          "num_attention_heads": 12, "num_hidden_layers": 6, "pad_token_id": 0, "position_embedding_type": "absolute",
          "problem_type": "multi_label_classification", "torch_dtype": "float32", "type_vocab_size": 2, "use_cache": true,
          "vocab_size": 30522
        }
        """;

    private const string Roberta = """
        {
          "architectures": ["RobertaModel"], "attention_probs_dropout_prob": 0.1, "bos_token_id": 0, "eos_token_id": 2,
          "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 768, "initializer_range": 0.02, "intermediate_size": 3072,
          "layer_norm_eps": 1e-05, "max_position_embeddings": 514, "model_type": "roberta", "num_attention_heads": 12,
          "num_hidden_layers": 12, "num_labels": 4, "pad_token_id": 1, "type_vocab_size": 1, "vocab_size": 50265
        }
        """;

    private const string Adapter = """
        {
          "alpha_pattern": {"encoder.layer.0.attention.self.query": 4}, "auto_mapping": null, "base_model_name_or_path": "encoder",
          "bias": "none", "exclude_modules": null, "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": true,
          "layers_pattern": null, "layers_to_transform": [0, 1], "lora_alpha": 16, "lora_dropout": 0.05, "modules_to_save": ["classifier"],
          "peft_type": "LORA", "peft_version": "0.21.2", "r": 8, "rank_pattern": {"^.*value$": 4}, "revision": null,
          "target_modules": ["query", "value"], "task_type": "SEQ_CLS", "use_dora": false, "use_rslora": false
        }
        """;

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("config.json", root => Folders(root, HuggingFaceConfig.FileName, folder => HuggingFaceConfig.Load(folder),
            Bert, Roberta, QuickstartFiles.Text("encoder/config.json"))),
        new("adapter_config.json", root => Folders(root, AdapterConfig.FileName, folder => AdapterConfig.Load(folder), Adapter,
            Adapter.Replace("[\"query\", \"value\"]", "\".*(query|value)$\"", StringComparison.Ordinal)
                .Replace("[0, 1]", "null", StringComparison.Ordinal))),
        new("head.json", root => Folders(root, HeadDescription.FileName, folder => HeadDescription.Find(folder),
            """{"pooling": "mean", "labels": ["joy", "anger", "fear"]}""")),
    ];

    /// <summary>A folder for each text.</summary>
    public static IEnumerable<FuzzSeed> Folders(string root, string name, Action<string> read, params string[] texts)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"{i}")).FullName;
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, texts[i]);
            yield return new FuzzSeed(path, new JsonMutator(), () => read(folder));
        }
    }
}
