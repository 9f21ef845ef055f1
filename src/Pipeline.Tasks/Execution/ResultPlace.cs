using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Execution;

/// <summary>Puts a stage's new folder in the place of the old one by rename; what is not Emotune's stays in the place.</summary>
internal static class ResultPlace
{
    /// <param name="unfinished">The new folder, whole.</param>
    /// <param name="place">Where it goes.</param>
    /// <param name="replaced">Where the old one goes on its way out.</param>
    /// <returns>The files and folders that are somebody's, by their names; they are where they were.</returns>
    /// <exception cref="DiagnosticException">EXP2013: one of them has the name of a new result; nothing was replaced.</exception>
    public static IReadOnlyList<string> Take(string title, StageManifest manifest, string unfinished, string place, string replaced)
    {
        var foreign = new DirectoryInfo(place).LinkTarget is null ? new ResultFolder(place).Foreign(manifest) : [];
        foreach (var entry in foreign.Where(e => manifest.Outputs.ContainsKey(Path.GetFileName(e))))
            throw new DiagnosticException(Problems.ForeignFileInTheWay.Given(title, entry));
        var kept = Clear(replaced, place);
        var aside = Free(replaced);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(place))
            Directory.Move(place, aside);
        try
        {
            Directory.Move(unfinished, place);
        }
        catch (IOException) when (Directory.Exists(aside) && !Path.Exists(place))
        {
            Directory.Move(aside, place);
            throw;
        }

        return [.. kept, .. Clear(aside, place)];
    }

    /// <summary>Deletes what a replaced folder has of ours, and gives back the rest.</summary>
    /// <returns>The names of what was given back.</returns>
    public static IReadOnlyList<string> Clear(string replaced, string place)
    {
        if (!Directory.Exists(replaced))
            return [];
        // What a link leads to is not ours.
        if (new DirectoryInfo(replaced).LinkTarget is not null)
        {
            Directory.Delete(replaced);
            return [];
        }

        var (old, standIn) = (new ResultFolder(replaced), new ResultFolder(place).Manifest);
        var kept = new List<string>();
        foreach (var entry in old.Foreign(standIn))
        {
            var name = Path.GetFileName(entry);
            Directory.CreateDirectory(place);
            // Where something has come into its place meanwhile, it stays beside: it is somebody's too.
            if (Path.Exists(Path.Combine(place, name)))
                continue;
            Directory.Move(entry, Path.Combine(place, name));
            kept.Add(name);
        }

        old.DeleteOwn(standIn);
        return kept;
    }

    // What could not be given back still lies under the first name.
    private static string Free(string replaced) => Enumerable.Range(1, int.MaxValue)
        .Select(i => i == 1 ? replaced : Path.ChangeExtension(replaced, i.ToString(CultureInfo.InvariantCulture) + ".old"))
        .First(p => !Path.Exists(p));
}
