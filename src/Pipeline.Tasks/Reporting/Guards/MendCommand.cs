using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>The command line that builds the experiment with other values of some keys.</summary>
internal static partial class MendCommand
{
    /// <summary>The file that several values of an experiment's keys are written to.</summary>
    public static string FileOf(string experiment) => $"emotune-mend-{experiment}.yaml";

    /// <param name="build">The command that builds the experiment as it is.</param>
    /// <returns>Null where nothing is set.</returns>
    public static string? Of(string build, string experiment, IReadOnlyList<Setting> settings) => settings switch
    {
        [] => null,
        [var one] => $"{build} {Shell($"-p:Set={string.Join('.', one.Keys)}={string.Join('+', one.Values)}")}",
        // Set takes one key. With -C, a file of the user's is never overwritten.
        _ => $"(set -C && printf '%s\\n' {string.Join(' ', Lines(settings).Select(Shell))} > {Shell(FileOf(experiment))}) && "
            + $"{build} {Shell($"-p:Overrides={FileOf(experiment)}")}",
    };

    private static IEnumerable<string> Lines(IReadOnlyList<Setting> settings) =>
        settings.GroupBy(s => s.Keys[0], StringComparer.Ordinal).Select(g => $"{Yaml(g.Key)}: {Node(g, depth: 1)}");

    private static string Node(IEnumerable<Setting> settings, int depth)
    {
        var all = settings.ToArray();
        if (all[0] is var leaf && leaf.Keys.Count == depth)
            return leaf.IsList ? $"[{string.Join(", ", leaf.Values)}]" : leaf.Values[0];
        var entries = all.GroupBy(s => s.Keys[depth], StringComparer.Ordinal).Select(g => $"{Yaml(g.Key)}: {Node(g, depth + 1)}");
        return $"{{{string.Join(", ", entries)}}}";
    }

    private static string Yaml(string key) => Plain().IsMatch(key) ? key : $"\"{key}\"";

    private static string Shell(string argument) =>
        Bare().IsMatch(argument) ? argument : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[A-Za-z0-9_.:=+/-]+\z")]
    private static partial Regex Bare();
}
