using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Data.Formats;

/// <summary>Recognises what separates the fields of a CSV file by its header.</summary>
internal static class Delimiters
{
    private const char Usual = ',';

    // In the order in which the first is taken where nothing else decides.
    private const string Candidates = ",;\t|";

    /// <summary>
    /// The delimiter under which the header has all wanted columns; a comma where it is one column alone. Where it has them under none,
    /// the one under which it has most of them, then the one with most fields.
    /// </summary>
    /// <param name="wanted">The columns that the file must have.</param>
    /// <returns>Null, and a problem, where it has them under several (EXP3046).</returns>
    /// <exception cref="IOException">The file cannot be read as far as the header.</exception>
    public static char? Recognise(string path, TextEncoding? encoding, IReadOnlyList<string> wanted, ProblemList problems)
    {
        var headers = Candidates.Select(c => new Header(c, Fields(path, encoding, c), wanted)).ToList();
        var fitting = headers.Where(h => h.Found == wanted.Count && h.Fields.Length > 1).ToList();
        if (fitting.Count > 1)
        {
            problems.Add(Problems.DelimiterAmbiguous, new TextPlace(1, 1), string.Join(", ", wanted),
                string.Join("; ", fitting.Select(h => $"{Name(h.Delimiter)} ({string.Join(", ", h.Fields)})")));
            return null;
        }

        var likeliest = headers.OrderByDescending(h => h.Found).ThenByDescending(h => h.Fields.Length).First();
        return (fitting.FirstOrDefault() ?? likeliest).Delimiter;
    }

    /// <summary>
    /// Says which delimiters the headers of a data set show (EXP3047); null where all are commas, or where nothing has to be recognised.
    /// </summary>
    public static Diagnostic? Remark(DatasetSource source)
    {
        if (source.Format != DatasetFormat.Csv || source.Delimiter is not null)
            return null;
        string[] wanted = [source.TextColumn, .. source.ColumnsOfLabels];
        var files = SplitNames.All.Select(source.PathOf).Distinct(StringComparer.Ordinal).ToList();
        return Remark([.. files.Select(f => (f, Recognise(f, source.Encoding, wanted, new ProblemList(f)) ?? Usual))]);
    }

    /// <summary>Says which delimiter the header of a file showed; null for a comma.</summary>
    public static Diagnostic? Remark(string path, char taken) => Remark([(path, taken)]);

    private static Diagnostic? Remark(IReadOnlyList<(string Path, char Delimiter)> taken)
    {
        var first = taken.FirstOrDefault(t => t.Delimiter != Usual);
        return first.Path is null ? null : Problems.DelimiterRecognised.At(
            new SourceLocation(first.Path, 1, 1),
            string.Join("; ", taken.GroupBy(t => t.Delimiter).Select(
                g => $"{Name(g.Key)} ({string.Join(", ", g.Select(t => Path.GetFileName(t.Path)))})")));
    }

    /// <summary>What a delimiter is called in messages: <c>semicolons</c>.</summary>
    public static string Name(char delimiter) => delimiter switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "vertical bars",
        _ => $"'{delimiter}'",
    };

    private static string[] Fields(string path, TextEncoding? encoding, char delimiter)
    {
        using var text = DataText.Open(path, encoding);
        return new CsvReader(text, (_, _) => { }, (byte)delimiter).Next()?.Fields ?? [];
    }

    private sealed record Header(char Delimiter, string[] Fields, IReadOnlyList<string> Wanted)
    {
        public int Found { get; } = Wanted.Count(Fields.Contains);
    }
}
