using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks;

/// <summary>Finds the file of an experiment that the property <c>Experiment</c> names.</summary>
/// <param name="folder">Where names are looked for.</param>
internal sealed class ExperimentFinder(string folder, StartFolder start)
{
    /// <summary>The file; null where there is none.</summary>
    public string? Find(string name) => Candidates(name).FirstOrDefault(File.Exists);

    /// <summary>The name of the folder's only experiment.</summary>
    /// <exception cref="DiagnosticException">EXP2063, EXP2064: the folder has several, or none.</exception>
    public string Only()
    {
        string[] names = !Directory.Exists(folder) ? [] :
            [.. Directory.EnumerateFiles(folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
        return names switch
        {
            [var only] => only,
            [] => throw new DiagnosticException(Problems.NoExperiment.Given(folder)),
            _ => throw new DiagnosticException(Problems.ExperimentNotGiven.Given(folder, names.Length, string.Join(", ", names))),
        };
    }

    /// <summary>That there is no such file, with one that lies where it was looked for and is named alike.</summary>
    public Diagnostic NotFound(string name) =>
        Problems.ExperimentNotFound.Given(name, string.Join(", ", Candidates(name)), Suggestion(name));

    private string Suggestion(string name)
    {
        var (looked, pattern) = IsPath(name) ? (Path.GetDirectoryName(start.At(name)), "*.y*ml") : (folder, "*.yaml");
        if (!Directory.Exists(looked))
            return "";
        var given = Path.GetFileName(name);
        return Suggestions.For(given, [.. Directory.EnumerateFiles(looked, pattern)
            .Select(f => IsPath(name) ? Path.GetFileName(f) : Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]);
    }

    private IEnumerable<string> Candidates(string name) =>
        IsPath(name) ? [start.At(name)] : [Path.GetFullPath(Path.Combine(folder, name + ".yaml"))];

    private static bool IsPath(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);
}
