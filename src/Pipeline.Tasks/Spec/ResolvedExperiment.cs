using System.Globalization;
using System.Text;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec;

/// <summary>The experiment with every value written out, and behind each where it came from; itself an experiment file.</summary>
internal sealed class ResolvedExperiment
{
    // A longer line has its origin right behind it: blanks up to the longest would make megabytes of a file with one long text.
    private const int WidestColumn = 200;

    // YAML looks for the colon of a key in its first 1,024 characters, unless a question mark says that a key comes.
    private const int LongestPlainKey = 1000;

    private readonly ExperimentTree _tree;

    internal ResolvedExperiment(ExperimentTree tree) => _tree = tree;

    /// <summary>YAML, the same on every machine: files are named without their folders, paths are as written.</summary>
    public string Write()
    {
        var lines = new List<(string Text, string Origin)>();
        Block(_tree.Root, 0, lines);
        var width = lines.Max(l => l.Origin.Length == 0 || l.Text.Length > WidestColumn ? 0 : l.Text.Length);
        var text = new StringBuilder();
        foreach ((var line, var origin) in lines)
            text.Append(origin.Length == 0 ? line : $"{line.PadRight(width)}  # {origin}").Append('\n');
        return text.ToString();
    }

    private static void Block(CheckedBlock block, int depth, List<(string, string)> lines)
    {
        string indent = new(' ', 2 * depth);
        foreach (var entry in block.Entries)
        {
            var key = indent + StrictScalar.Quote(entry.Key) + ":";
            if (key.Length > LongestPlainKey)
            {
                lines.Add(($"{indent}? {key[indent.Length..^1]}", ""));
                key = indent + ":";
            }

            if (entry.Node is CheckedBlock { Entries.Count: > 0 } inner)
            {
                lines.Add((key, ""));
                Block(inner, depth + 1, lines);
            }
            else
            {
                lines.Add(($"{key} {NodeText.Of(entry.Node)}", Origin(entry.KeyOrigin)));
            }
        }
    }

    private static string Origin(SpecOrigin origin)
    {
        if (origin.At is not { } at)
            return "default";
        var place = origin.Layer == SpecLayer.Set
            ? "Set"
            : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(at.File)}:{at.Line}");
        return origin.Layer == SpecLayer.Matrix ? $"matrix, {place}" : place;
    }
}
