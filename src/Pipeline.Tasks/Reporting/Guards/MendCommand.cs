using System.Text.RegularExpressions;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>The command line that builds the experiment with other values of some keys.</summary>
internal static partial class MendCommand
{
    private const string Set = "Set", Overrides = "Overrides";

    /// <summary>The file that several values of an experiment's keys are written to.</summary>
    public static string FileOf(string experiment) => $"emotune-mend-{experiment}.yaml";

    /// <summary>Whether the values are written to a file: a build takes one Set, and it may have been given already.</summary>
    public static bool WritesFile(BuildLine build, IReadOnlyList<Setting> settings) =>
        settings.Count > 1 || (settings.Count == 1 && build.Value(Set) is not null);

    /// <param name="build">The command that builds the experiment as it is.</param>
    /// <returns>Null where nothing is set.</returns>
    public static string? Of(BuildLine build, string experiment, IReadOnlyList<Setting> settings)
    {
        if (settings.Count == 0)
            return null;
        if (!WritesFile(build, settings))
            return build.With(Set, $"{Path(settings[0])}={string.Join('+', settings[0].Values)}").ToString();
        // What Set gives wins over the file.
        var replaced = settings.Any(s => build.Value(Set)?.Split('=')[0].Trim() == Path(s));
        var next = (replaced ? build.Without(Set) : build).With(Overrides, FileOf(experiment));
        // With -C, a file of the user's is never overwritten.
        return $"(set -C && printf '%s\\n' {string.Join(' ', Lines(settings).Select(BuildLine.Shell))} > "
            + $"{BuildLine.Shell(FileOf(experiment))}) && {next}";
    }

    private static string Path(Setting setting) => string.Join('.', setting.Keys);

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

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Plain();
}
