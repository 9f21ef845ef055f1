using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>A value of a tokenizer's JSON file that knows its path, so that whatever is wrong with it can be named.</summary>
internal readonly record struct JsonSection(string File, string Path, JsonElement Element)
{
    public bool IsNull => Element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    private JsonSection this[JsonProperty property] =>
        new(File, Path.Length == 0 ? property.Name : $"{Path}.{property.Name}", property.Value);

    /// <summary>The member of that name; null (<see cref="IsNull"/>) where it is not there.</summary>
    public JsonSection this[string key] => new(File, Path.Length == 0 ? key : $"{Path}.{key}",
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(key, out var value) ? value : default);

    public static JsonSection Read(string path)
    {
        try
        {
            var bytes = TokenizerFolder.ReadBytes(path);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            JsonNames.Check(path, bytes);
            return new JsonSection(path, "", document.RootElement.Clone()).AsObject();
        }
        catch (JsonException exception)
        {
            var place = new SourceLocation(path, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            throw new DiagnosticException(Problems.TokenizerJsonMalformed.At(place, exception.Message));
        }
    }

    /// <summary>An optional file; one without members where it is not there.</summary>
    public static JsonSection ReadIfThere(string path) =>
        TokenizerFolder.IsThere(path) ? Read(path) : new JsonSection(path, "", JsonDocument.Parse("{}").RootElement);

    public string Text() => OptionalText() ?? throw Wrong("a string");

    public string? OptionalText() =>
        IsNull ? null : Element.ValueKind == JsonValueKind.String && TryText(out var text) ? text : throw Wrong("a string");

    public bool Flag(bool whenAbsent) => OptionalFlag() ?? whenAbsent;

    public bool? OptionalFlag() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => throw Wrong("true or false"),
    };

    public int Integer() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= 0
        ? number
        : throw Wrong("an integer from 0 to 2147483647");

    public IEnumerable<JsonSection> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        var section = this;
        return Element.EnumerateArray().Select((item, index) => new JsonSection(section.File, $"{section.Path}[{index}]", item));
    }

    /// <summary>All members, of a name that is there twice both.</summary>
    public IEnumerable<(string Name, JsonSection Value)> Members()
    {
        foreach (var property in AsObject().Element.EnumerateObject())
        {
            yield return (property.Name, this[property]);
        }
    }

    public JsonSection AsObject() => IsObject ? this : throw Wrong("an object");

    /// <summary>The section's <c>type</c>, which must be one of <paramref name="valid"/>.</summary>
    public string Type(params string[] valid)
    {
        var type = AsObject()["type"];
        var name = type.Text();
        return valid.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new DiagnosticException(Problems.TokenizerPartUnsupported.In(File, type.Path, name, string.Join(", ", valid)));
    }

    /// <summary>Fails unless the value is absent or the one value that Emotune can follow.</summary>
    public void MustBe(bool holds, string valid)
    {
        if (!holds)
            throw new DiagnosticException(Problems.TokenizerPartUnsupported.In(File, Path, Shown(), valid));
    }

    public DiagnosticException Wrong(string valid) =>
        new(Problems.TokenizerValueWrong.In(File, Path.Length == 0 ? "the file" : Path, Shown(), valid));

    private bool TryText(out string? text)
    {
        try
        {
            text = Element.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private string Shown()
    {
        if (Element.ValueKind == JsonValueKind.Undefined)
            return "missing";
        var raw = Element.GetRawText();
        return raw.Length <= 40 ? raw : raw[..40] + "…";
    }
}
