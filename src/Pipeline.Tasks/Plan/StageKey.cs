using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Plan;

/// <summary>
/// What a stage's result depends on, in canonical form: two stages with the same document give the same files.
/// </summary>
/// <param name="Parameters">By name, in ordinal order.</param>
/// <param name="Inputs">SHA-256 of each input by its name, in ordinal order.</param>
internal sealed record StageKey(
    string Stage, int CodeVersion, SortedDictionary<string, string> Parameters, SortedDictionary<string, string> Inputs)
{
    public static StageKey Of(StageNode node, IReadOnlyDictionary<string, string> inputDigests) => new(
        node.Kind.ToString(),
        StageLayout.Of(node.Kind).Version,
        Sorted(node.Parameters),
        Sorted(inputDigests));

    /// <summary>The parameter of a report that was written before the explanations were in.</summary>
    public const string WithoutExplanations = "without_explanations";

    /// <summary>What begins the parameters of a report that name a run without explanations, and why.</summary>
    public const string Unexplained = "unexplained.";

    /// <summary>
    /// Whether a report of this key shows all that one of <paramref name="figures"/>, which has no explanations, would show: both agree in
    /// whatever that one depends on.
    /// </summary>
    public bool Covers(StageKey figures) =>
        (Stage, CodeVersion) == (figures.Stage, figures.CodeVersion)
        && Common(Parameters).SequenceEqual(Common(figures.Parameters))
        && figures.Inputs.All(i => Inputs.GetValueOrDefault(i.Key) == i.Value);

    /// <summary>Whether this is the whole report to one without explanations.</summary>
    public bool Completes(StageKey figures) =>
        figures.Parameters.ContainsKey(WithoutExplanations) && !Parameters.ContainsKey(WithoutExplanations) && Covers(figures);

    private static IEnumerable<KeyValuePair<string, string>> Common(SortedDictionary<string, string> parameters) =>
        parameters.Where(p => p.Key != WithoutExplanations && !p.Key.StartsWith(Unexplained, StringComparison.Ordinal));

    /// <summary>The key file's content: one line a value, so that people and <c>diff</c> can read it.</summary>
    public string Document
    {
        get
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, WriterOptions))
            {
                json.WriteStartObject();
                json.WriteString("stage", Stage);
                json.WriteNumber("code_version", CodeVersion);
                WriteMap(json, "parameters", Parameters);
                WriteMap(json, "inputs", Inputs);
                json.WriteEndObject();
            }
            return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
        }
    }

    /// <summary>SHA-256 of <see cref="Document"/>, lower-case hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Document)));

    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static void WriteMap(Utf8JsonWriter json, string name, SortedDictionary<string, string> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    internal static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
            sorted.Add(name, value);
        return sorted;
    }
}
