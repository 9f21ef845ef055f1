using System.Globalization;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;
using Emotune.Tokenization.Readers;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// The <c>config.json</c> of a model folder in Hugging Face layout. Written back, it keeps what it does not know of, in its order.
/// </summary>
internal sealed class HuggingFaceConfig
{
    public const string FileName = TokenizerFolder.ModelConfig;

    private readonly JsonObject _json;

    private HuggingFaceConfig(
        JsonObject json, EncoderConfig encoder, IReadOnlyList<string> labels, string? problemType, string[] architectures)
    {
        (_json, Encoder, Labels, ProblemType, Architectures) = (json, encoder, labels, problemType, architectures);
    }

    public EncoderConfig Encoder { get; }

    /// <summary>
    /// The labels of the classifier that was saved, by number; empty where the file has none, or none that are valid beside weights without
    /// a classifier.
    /// </summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary><c>problem_type</c>, such as multi_label_classification; null where the file does not say.</summary>
    public string? ProblemType { get; }

    /// <summary>The classes that the weights were saved from, such as BertModel.</summary>
    public IReadOnlyList<string> Architectures { get; }

    /// <summary>What had to be guessed, and from what: a line for the log. Null where the file says all.</summary>
    public string? Note { get; private init; }

    /// <summary>Reads <c>config.json</c> in a folder, and holds it against the headers of the weights where the folder has some.</summary>
    /// <param name="withWeights">False where the file's shape alone is wanted, whatever lies beside it.</param>
    /// <exception cref="DiagnosticException">The file cannot be read, lacks a key, or asks for what is not supported; all of it at once.
    /// Or the weights are not valid, or EXP4048: smaller than the file says.</exception>
    public static HuggingFaceConfig Load(string folder, bool withWeights = true)
    {
        var path = Path.Combine(folder, FileName);
        var weights = withWeights && WeightFolder.HasReadableWeights(folder) ? folder : null;
        var config = From(Json.ReadObject(path), path, weights);
        if (weights is not null)
        {
            using var tensors = WeightFolder.Open(folder, config.Encoder.Family);
            ConfigClaims.Check(config.Encoder, config.Labels.Count, tensors, path);
        }

        return config;
    }

    /// <summary>The settings of a model that was not read from a folder, under its family's own keys.</summary>
    public static HuggingFaceConfig Create(EncoderConfig encoder) => From(EncoderSettingsWriter.Write(encoder), FileName, null);

    /// <summary>Writes <c>config.json</c> for <c>…ForSequenceClassification</c> with independent labels.</summary>
    /// <exception cref="ArgumentException">A label is there twice.</exception>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public void WriteClassifier(string folder, IReadOnlyList<string> labels)
    {
        var numbers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < labels.Count; i++)
        {
            if (!numbers.TryAdd(labels[i], i))
                throw new ArgumentException($"The label '{labels[i]}' is there twice.", nameof(labels));
        }

        Write(folder, new Dictionary<string, JsonNode?>
        {
            ["architectures"] = new JsonArray($"{Encoder.Family.ClassName}ForSequenceClassification"),
            ["id2label"] = new JsonObject(
                labels.Select((label, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), (JsonNode?)label))),
            ["label2id"] = new JsonObject(numbers.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["problem_type"] = "multi_label_classification",
            ["num_labels"] = null,
        });
    }

    /// <summary>Writes <c>config.json</c> for the encoder alone, without labels.</summary>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public void WriteEncoder(string folder) => Write(folder, new Dictionary<string, JsonNode?>
    {
        ["architectures"] = new JsonArray($"{Encoder.Family.ClassName}Model"),
        ["id2label"] = null,
        ["label2id"] = null,
        ["problem_type"] = null,
        ["num_labels"] = null,
    });

    private static HuggingFaceConfig From(JsonObject json, string path, string? weights)
    {
        var settings = new SettingsReader(json, path);
        var labels = StoredLabels.Read(settings, path);
        if (labels.Problem is { } problem && HasClassifier(weights))
            settings.Add(problem);
        var problemType = settings.Text("problem_type");
        var architectures = settings.Texts("architectures") ?? [];
        var note = NameFamily(json, architectures, path, weights);
        return new HuggingFaceConfig(json, EncoderSettings.Read(settings, path), labels.Names, problemType, architectures) { Note = note };
    }

    // A file that nobody has seen may have one.
    private static bool HasClassifier(string? weights) => weights is null
        || WeightFolder.StoredNames(weights).Any(n => n.StartsWith("classifier.", StringComparison.Ordinal));

    /// <summary>Writes the family into settings that do not name it, so that what is written back names it.</summary>
    /// <returns>What was written, and why; null where nothing was.</returns>
    private static string? NameFamily(JsonObject json, string[] architectures, string path, string? weights)
    {
        if (json["model_type"] is not null || FamilyGuess.Of(
            architectures, Path.GetDirectoryName(Path.GetFullPath(path))!, () => weights is null ? [] : WeightFolder.StoredNames(weights))
            is not { } guess)
        {
            return null;
        }

        json["model_type"] = guess.Family.ModelType;
        return $"{path} has no model_type; {guess.Family.DisplayName} is taken, because {guess.Evidence}";
    }

    /// <param name="changes">New values; null to leave a key out.</param>
    private void Write(string folder, Dictionary<string, JsonNode?> changes)
    {
        // Weights are written in single precision; a file that says otherwise would have them cast when loaded.
        foreach (var key in new[] { "dtype", "torch_dtype" })
        {
            if (_json[key] is not null)
                changes[key] = "float32";
        }

        List<KeyValuePair<string, JsonNode?>> items = [];
        foreach (var (key, value) in _json)
        {
            if (!changes.Remove(key, out var change))
                items.Add(new(key, value?.DeepClone()));
            else if (change is not null)
                items.Add(new(key, change));
        }

        var sorted = items.Select(i => i.Key).SequenceEqual(items.Select(i => i.Key).Order(StringComparer.Ordinal));
        items.AddRange(changes.Where(c => c.Value is not null));
        // Transformers sorts its keys: where they are sorted, they remain so.
        var ordered = sorted ? items.OrderBy(i => i.Key, StringComparer.Ordinal) : items.AsEnumerable();
        AtomicFile.WriteText(Path.Combine(folder, FileName), PythonJson.Text(new JsonObject(ordered)) + "\n");
    }
}
