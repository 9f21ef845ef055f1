using System.Globalization;
using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Model.Data.Formats.Columnar;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// The names that a Parquet file has in its metadata for the ids in its label column. The <c>datasets</c> library writes them under the
/// key <c>huggingface</c>, as the feature ClassLabel.
/// </summary>
internal static class ParquetLabelNames
{
    private const string MetadataKey = "huggingface";

    private static readonly ValueKind[] Numbers = [ValueKind.Integer, ValueKind.FloatingPoint];

    /// <summary>The names of all splits; null where none has any, or where the experiment says otherwise what the labels are.</summary>
    /// <exception cref="DiagnosticException">EXP3049: the splits have other names; EXP3050: the names cannot be used.</exception>
    public static IReadOnlyList<string>? In(DatasetSource source)
    {
        if (source is not { Format: DatasetFormat.Parquet, Labels: null, LabelColumn: { } column })
            return null;
        var named = SplitNames.All.Select(source.PathOf).Distinct(StringComparer.Ordinal)
            .Select(path => (Path: path, Names: Readable(path, column))).Where(n => n.Names is not null).ToList();
        if (named.Count == 0)
            return null;
        var (first, names) = (named[0].Path, named[0].Names!);
        foreach (var (path, others) in named)
        {
            if (!names.SequenceEqual(others!, StringComparer.Ordinal))
                throw new DiagnosticException(Problems.LabelNamesDiffer.In(path, column, first, Difference(names, others!)));
        }

        return names.Count == 0 ? null : names;
    }

    /// <summary>The names of one file; null where it has none, or where the experiment says otherwise what the labels are.</summary>
    /// <exception cref="DiagnosticException">EXP3050: the names cannot be used.</exception>
    public static IReadOnlyList<string>? In(ParquetTable table, string path, DatasetSource source) =>
        source is not { Labels: null, LabelColumn: { } column }
            ? null
            : In(table, path, column);

    /// <summary>The names that a file has for the numbers in a column; null where it has none.</summary>
    /// <exception cref="DiagnosticException">EXP3050: the names cannot be used; or the file cannot be read.</exception>
    public static IReadOnlyList<string>? In(string path, string column) =>
        ParquetTable.Read(path, Problems.ParquetUnreadable, table => In(table, path, column));

    private static string[]? In(ParquetTable table, string path, string column)
    {
        if (!table.Metadata.TryGetValue(MetadataKey, out var metadata)
            || table.Find(column).FirstOrDefault() is not { } node || !(node.IsValueOf(Numbers) || node.IsListOf(Numbers)))
        {
            return null;
        }

        try
        {
            return Feature(JsonElement.Parse(metadata), column) is { } feature ? Names(feature) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidDataException)
        {
            var why = e is InvalidDataException ? e.Message : "it is not the JSON that the library 'datasets' writes";
            throw new DiagnosticException(Problems.LabelNamesInvalid.In(path, column, why));
        }
    }

    /// <summary>Empty where the file names no labels; null where it cannot be read, which reading its rows reports.</summary>
    private static IReadOnlyList<string>? Readable(string path, string column)
    {
        try
        {
            return In(path, column) ?? [];
        }
        catch (DiagnosticException e) when (e.Diagnostics.All(d => d.Code != Problems.LabelNamesInvalid.Code))
        {
            return null;
        }
    }

    /// <summary>What the metadata says of the column; a leaf of a struct is named by the struct, a dot, and its own name.</summary>
    private static JsonElement? Feature(JsonElement root, string column) =>
        Member(root, "info") is { } info && Member(info, "features") is { } features ? InStructs(features, column) : null;

    private static JsonElement? InStructs(JsonElement features, string name)
    {
        if (Member(features, name) is { } found)
            return found;
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            if (Member(features, name[..dot]) is { } outer && InStructs(outer, name[(dot + 1)..]) is { } inner)
                return inner;
        }

        return null;
    }

    /// <summary>Of a class label, or of a list of them in any of the three spellings that the library has had.</summary>
    private static string[]? Names(JsonElement feature)
    {
        while (true)
        {
            var type = Member(feature, "_type")?.ToString();
            if (feature.ValueKind == JsonValueKind.Array && feature.GetArrayLength() == 1)
                feature = feature[0];
            else if (type is "Sequence" or "List" or "LargeList" && Member(feature, "feature") is { } inner)
                feature = inner;
            else
                return type == "ClassLabel" ? NamesOfClasses(feature) : null;
        }
    }

    private static string[] NamesOfClasses(JsonElement label)
    {
        if (Member(label, "names") is not { ValueKind: JsonValueKind.Array } given)
            throw new InvalidDataException("it has no list of names");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in given.EnumerateArray())
        {
            if (name.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(name.GetString()))
            {
                throw new InvalidDataException(
                    string.Create(CultureInfo.InvariantCulture, $"the name with the number {seen.Count} is blank"));
            }

            if (!seen.Add(name.GetString()!))
                throw new InvalidDataException($"'{MessageText.Excerpt(name.GetString()!)}' is there twice");
        }

        return seen.Count > 0
            ? [.. given.EnumerateArray().Select(n => n.GetString()!)]
            : throw new InvalidDataException("the list of names is empty");
    }

    private static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    private static string Difference(IReadOnlyList<string> first, IReadOnlyList<string> other)
    {
        if (first.Count == 0 || other.Count == 0)
            return other.Count == 0 ? "none here" : "none there";
        var at = Enumerable.Range(0, Math.Min(first.Count, other.Count)).FirstOrDefault(i => first[i] != other[i], -1);
        return at >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"the number {at} is '{other[at]}' here and '{first[at]}' there")
            : string.Create(CultureInfo.InvariantCulture, $"{other.Count} here and {first.Count} there");
    }
}
