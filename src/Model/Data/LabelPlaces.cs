using Emotune.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>Finds where a label is written that a warning is about.</summary>
internal static class LabelPlaces
{
    /// <summary>
    /// The line of the labels file, or the first training row that has the label where rows say which labels there are; the labels that are
    /// written elsewhere, or in files that cannot be read, have no place.
    /// </summary>
    public static IReadOnlyDictionary<string, SourceLocation> Find(DatasetSource source, IReadOnlyCollection<string> labels)
    {
        try
        {
            return source.Labels is { } file ? InFile(file, source, labels)
                : source.LabelColumns is null ? InRows(source, labels)
                : new Dictionary<string, SourceLocation>();
        }
        catch (DiagnosticException)
        {
            // Whoever needs the file says what is wrong with it.
            return new Dictionary<string, SourceLocation>();
        }
    }

    private static Dictionary<string, SourceLocation> InFile(string file, DatasetSource source, IReadOnlyCollection<string> labels)
    {
        var known = LabelSet.Read(file, source.Encoding);
        return labels.Where(known.Contains).ToDictionary(
            l => l, l => new SourceLocation(file, known.IdOf(l) + 1, 1), StringComparer.Ordinal);
    }

    private static Dictionary<string, SourceLocation> InRows(DatasetSource source, IReadOnlyCollection<string> labels)
    {
        var known = LabelSet.For(source);
        var wanted = labels.Where(known.Contains).ToDictionary(known.IdOf);
        var places = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var row in DatasetReader.Read(source, known, Split.Train))
        {
            foreach (var id in row.Labels)
            {
                if (wanted.TryGetValue(id, out var label))
                    places.TryAdd(label, new SourceLocation(source.Train, row.Line, row.Column));
            }
        }

        return places;
    }
}
