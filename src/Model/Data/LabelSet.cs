using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data;

/// <summary>The labels of a data set; a label's id is its place.</summary>
internal sealed class LabelSet
{
    private readonly Dictionary<string, int> _ids;

    /// <exception cref="ArgumentException">A name is given twice.</exception>
    public LabelSet(IEnumerable<string> names)
    {
        Names = [.. names];
        _ids = new Dictionary<string, int>(Names.Count, StringComparer.Ordinal);
        foreach (var name in Names)
            _ids.Add(name, _ids.Count);
    }

    public IReadOnlyList<string> Names { get; }

    public int Count => Names.Count;

    public bool Contains(string name) => _ids.ContainsKey(name);

    /// <summary>The label's id, or −1 where there is no such label.</summary>
    public int IdOf(string name) => _ids.GetValueOrDefault(name, -1);

    /// <summary>The labels of a data set: of its labels file, its label columns, or its training rows.</summary>
    /// <exception cref="DiagnosticException">EXP3001–3024, 3026 and 3031–3033, as for reading the files.</exception>
    public static LabelSet For(DatasetSource source)
    {
        if (source.Labels is null && (source.Format == DatasetFormat.TsvLabelIds || source.LabelValues == LabelValues.Ids))
            throw new ArgumentException("Ids need a labels file that names them.", nameof(source));
        if (source.Labels is not { } path)
            return new LabelSet(source.LabelColumns ?? DatasetReader.LabelNames(source));
        var labels = Read(path);
        if (source.LabelColumns is { } columns && !columns.ToHashSet(StringComparer.Ordinal).SetEquals(labels.Names))
        {
            throw new DiagnosticException(
                Problems.LabelColumnsDiffer.In(path, string.Join(", ", columns), string.Join(", ", labels.Names)));
        }

        return labels;
    }

    /// <summary>Reads a file of names, one a line.</summary>
    /// <exception cref="DiagnosticException">EXP3001, 3002, 3010–3012.</exception>
    public static LabelSet Read(string path)
    {
        var problems = new ProblemList(path);
        var names = new List<string>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, text) in TextLines.Read(path, problems))
        {
            var name = text.Trim();
            if (name.Length == 0)
                problems.Add(Problems.LabelNameBlank, line);
            else if (!lines.TryAdd(name, line))
                problems.Add(Problems.LabelNameRepeated, line, name, lines[name]);
            else
                names.Add(name);
        }

        if (names.Count == 0 && problems.Count == 0)
            problems.Add(Problems.LabelsFileEmpty, 0);
        problems.ThrowIfAny();
        return new LabelSet(names);
    }
}
