using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>The labels that a <c>config.json</c> gives its classifier, by number.</summary>
/// <param name="Names">Empty where the file has none, and where they are not valid.</param>
/// <param name="Problem">What is wrong with them; null where nothing is.</param>
internal sealed record StoredLabels(IReadOnlyList<string> Names, Diagnostic? Problem = null)
{
    public static StoredLabels Read(SettingsReader settings, string path)
    {
        // Files of before id2label: Transformers then makes up these names.
        if (!settings.Has("id2label"))
            return new(new NumberedNames(settings.Int("num_labels", 0, 0)));
        if (InOrder(settings.Node("id2label")) is not { } labels)
            return new([], Problems.LabelsInvalid.In(path));
        return labels.CountBy(label => label).FirstOrDefault(count => count.Value > 1) is { Key: { } repeated }
            ? new([], Problems.SettingInvalid.In(
                path, "id2label", $"an object with the label '{repeated}' twice", "an object whose labels are all different"))
            : new(labels);
    }

    /// <summary>The labels of an object with the keys 0, 1, … or of a list; null where a number has none.</summary>
    private static string[]? InOrder(JsonNode? node)
    {
        if (node is JsonArray list)
            return list.All(n => Text(n) is not null) ? [.. list.Select(n => Text(n)!)] : null;
        if (node is not JsonObject pairs)
            return null;
        var labels = new string?[pairs.Count];
        foreach (var (key, value) in pairs)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= labels.Length
                || labels[id] is not null || Text(value) is not { } text)
            {
                return null;
            }

            labels[id] = text;
        }

        return labels!;
    }

    // A number is a label of that name, as it is where a program prints it.
    private static string? Text(JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };

    /// <summary>LABEL_0, LABEL_1, …: a file can claim many more than anybody wants to have made.</summary>
    private sealed class NumberedNames(int count) : IReadOnlyList<string>
    {
        public int Count => count;

        public string this[int index] => string.Create(CultureInfo.InvariantCulture, $"LABEL_{index}");

        public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
