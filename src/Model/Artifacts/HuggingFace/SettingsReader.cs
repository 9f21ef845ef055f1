using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// Typed values out of a JSON object; what is wrong with them is collected, so that all of it is reported at once.
/// A null counts as absent, as in the Python libraries whose files these are.
/// </summary>
internal sealed class SettingsReader(JsonObject settings, string path) : ISettings
{
    private readonly List<Diagnostic> _problems = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => settings.Select(pair => pair.Key);

    public bool Has(string key) => settings[key] is not null;

    public JsonNode? Node(string key) => settings[key];

    /// <summary>Absent, null, false, empty text, list or object: a setting that sets nothing.</summary>
    public bool IsOff(string key) => settings[key] switch
    {
        null => true,
        JsonObject { Count: 0 } or JsonArray { Count: 0 } => true,
        JsonValue value => value.GetValueKind() == JsonValueKind.False || (value.TryGetValue(out string? text) && text.Length == 0),
        _ => false,
    };

    public void Require(string key)
    {
        if (!Has(key))
            Missing(key, 0);
    }

    public int RequiredInt(string key, int minimum = 1) => Has(key) ? Int(key, minimum, minimum) : Missing(key, minimum);

    public int Int(string key, int fallback, int minimum)
    {
        if (!Has(key))
            return fallback;
        // An element's TryGetValue takes 12.0 for no integer, as Python does.
        if (settings[key] is JsonValue value && value.TryGetValue(out int number) && number >= minimum)
            return number;
        return Invalid(key, $"a whole number from {minimum} to {int.MaxValue}", fallback);
    }

    /// <summary>A finite number in [minimum, below).</summary>
    public double Number(string key, double fallback, double minimum, double below)
    {
        if (!Has(key))
            return fallback;
        if (TryNumber(settings[key], out var number) && number >= minimum && number < below)
            return number;
        var from = minimum == double.Epsilon ? "above 0" : string.Create(CultureInfo.InvariantCulture, $"from {minimum}");
        var to = double.IsFinite(below) ? string.Create(CultureInfo.InvariantCulture, $" and below {below}") : "";
        return Invalid(key, $"a number {from}{to}", fallback);
    }

    public bool Flag(string key, bool fallback)
    {
        if (!Has(key))
            return fallback;
        return settings[key] is JsonValue value && value.TryGetValue(out bool flag) ? flag : Invalid(key, "true or false", fallback);
    }

    public string? Text(string key)
    {
        if (!Has(key))
            return null;
        return settings[key] is JsonValue value && value.TryGetValue(out string? text) ? text : Invalid(key, "text", "");
    }

    public string RequiredText(string key) => Has(key) ? Text(key)! : Missing(key, "");

    /// <summary>A list of texts, or one text where <paramref name="orOne"/>; null where absent.</summary>
    public string[]? Texts(string key, bool orOne = false)
    {
        if (!Has(key))
            return null;
        if (orOne && settings[key] is JsonValue one && one.TryGetValue(out string? single))
            return [single];
        if (settings[key] is JsonArray array && array.All(n => n is JsonValue v && v.GetValueKind() == JsonValueKind.String))
            return [.. array.Select(n => n!.GetValue<string>())];
        return Invalid<string[]>(key, orOne ? "a text or a list of texts" : "a list of texts", []);
    }

    /// <summary>A list of whole numbers from zero, or one of them; null where absent.</summary>
    public int[]? Indices(string key)
    {
        if (!Has(key))
            return null;
        var nodes = settings[key] is JsonArray array ? array.ToArray() : [settings[key]];
        var numbers = nodes.Select(n => n is JsonValue v && v.TryGetValue(out int i) ? i : -1).ToArray();
        return numbers.All(i => i >= 0) ? numbers : Invalid<int[]>(key, "a whole number from 0, or a list of them", []);
    }

    /// <summary>An object of numbers in the file's order; empty where absent.</summary>
    public OrderedDictionary<string, double> Numbers(string key, Func<double, bool> isValid, string valid)
    {
        var numbers = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        if (!Has(key))
            return numbers;
        if (settings[key] is not JsonObject pairs)
            return Invalid(key, valid, numbers);
        foreach (var (name, node) in pairs)
        {
            if (TryNumber(node, out var number) && isValid(number))
                numbers.Add(name, number);
            else
                return Invalid(key, valid, numbers);
        }

        return numbers;
    }

    public T Invalid<T>(string key, string valid, T fallback)
    {
        Add(key, Problems.SettingInvalid, Given(key), valid);
        return fallback;
    }

    public void NotSupported(string key, string supported) =>
        Add(key, Problems.SettingNotSupported, Given(key), supported);

    public Activation Activation(string key)
    {
        switch (Text(key))
        {
            case null or "gelu": return Network.Activation.Gelu;
            case "gelu_new": return Network.Activation.GeluNew;
            case "relu": return Network.Activation.Relu;
            default:
                NotSupported(key, "gelu, gelu_new and relu are");
                return Network.Activation.Gelu;
        }
    }

    public void Add(Diagnostic problem) => _problems.Add(problem);

    public DiagnosticException AllProblems() => new(_problems);

    /// <exception cref="DiagnosticException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw AllProblems();
    }

    private T Missing<T>(string key, T fallback)
    {
        Add(key, Problems.SettingMissing);
        return fallback;
    }

    // A key is reported once: of the wrong type, it is not unsupported as well.
    private void Add(string key, DiagnosticKind kind, params object?[] given)
    {
        if (_reported.Add(key))
            _problems.Add(kind.In(path, [key, .. given]));
    }

    private string Given(string key)
    {
        var text = settings[key]?.ToJsonString(Json.LineOptions) ?? "null";
        return text.Length <= 80 ? text : text[..77] + "...";
    }

    private static bool TryNumber(JsonNode? node, out double number)
    {
        number = double.NaN;
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out number) && double.IsFinite(number);
    }
}
