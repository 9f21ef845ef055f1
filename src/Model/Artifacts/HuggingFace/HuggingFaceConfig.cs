using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// The <c>config.json</c> of a model folder in Hugging Face layout. Written back, it keeps what it does not know of, in its order.
/// </summary>
internal sealed class HuggingFaceConfig
{
    public const string FileName = "config.json";

    private readonly JsonObject _json;

    private HuggingFaceConfig(JsonObject json, EncoderConfig encoder, string[] labels, string? problemType, string[] architectures)
    {
        (_json, Encoder, Labels, ProblemType, Architectures) = (json, encoder, labels, problemType, architectures);
    }

    public EncoderConfig Encoder { get; }

    /// <summary>The labels of the classifier that was saved, by number; empty where the file has none.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary><c>problem_type</c>, such as multi_label_classification; null where the file does not say.</summary>
    public string? ProblemType { get; }

    /// <summary>The classes that the weights were saved from, such as BertModel.</summary>
    public IReadOnlyList<string> Architectures { get; }

    /// <summary>Reads <c>config.json</c> in a folder.</summary>
    /// <exception cref="DiagnosticException">The file cannot be read, lacks a key, or asks for what is not supported; all of it at
    /// once.</exception>
    public static HuggingFaceConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return From(Json.ReadObject(path), path);
    }

    /// <summary>The settings of a model that was not read from a folder, under its family's own keys.</summary>
    public static HuggingFaceConfig Create(EncoderConfig encoder) => From(EncoderSettingsWriter.Write(encoder), FileName);

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

    private static HuggingFaceConfig From(JsonObject json, string path)
    {
        var settings = new SettingsReader(json, path);
        var labels = ReadLabels(settings, path);
        var problemType = settings.Text("problem_type");
        var architectures = settings.Texts("architectures") ?? [];
        return new HuggingFaceConfig(json, EncoderSettings.Read(settings, path), labels, problemType, architectures);
    }

    private static string[] ReadLabels(SettingsReader settings, string path)
    {
        // Files of before id2label: Transformers then makes up these names.
        if (!settings.Has("id2label"))
        {
            return [
                .. Enumerable.Range(0, settings.Int("num_labels", 0, 0))
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"LABEL_{i}"))];
        }

        var pairs = settings.Node("id2label") as JsonObject;
        var labels = new string?[pairs?.Count ?? 0];
        var complete = pairs is not null;
        foreach (var (key, node) in pairs ?? [])
        {
            if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < labels.Length && labels[id] is null
                && node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            {
                labels[id] = value.GetValue<string>();
            }
            else
            {
                complete = false;
            }
        }

        if (!complete)
        {
            settings.Add(Problems.LabelsInvalid.In(path));
        }
        else if (labels.OfType<string>().CountBy(label => label).FirstOrDefault(count => count.Value > 1) is { Key: { } repeated })
        {
            settings.Add(Problems.SettingInvalid.In(
                path, "id2label", $"an object with the label '{repeated}' twice", "an object whose labels are all different"));
        }

        return complete ? labels.OfType<string>().ToArray() : [];
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
