using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks;

/// <summary>Finds the file of an experiment that the property <c>Experiment</c> names.</summary>
/// <param name="folder">Where names are looked for first.</param>
/// <param name="shipped">The experiments that come with Emotune, among which names are looked for next. It may be missing.</param>
internal sealed class ExperimentFinder(string folder, StartFolder start, string shipped)
{
    /// <summary>
    /// In the SDK's package the studies lie beside the tasks. A clone has none there, because it has them in its own folder of experiments.
    /// </summary>
    public static string Shipped { get; } = Path.Combine(Path.GetDirectoryName(typeof(ExperimentFinder).Assembly.Location)!, "experiments");

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
        (string[] Folders, string Pattern) looked = IsPath(name)
            ? ([Path.GetDirectoryName(start.At(name))!], "*.y*ml")
            : (Folders, "*.yaml");
        return Suggestions.For(Path.GetFileName(name), [.. looked.Folders.Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, looked.Pattern))
            .Select(f => IsPath(name) ? Path.GetFileName(f) : Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]);
    }

    private string[] Folders => Directory.Exists(shipped) ? [folder, shipped] : [folder];

    private IEnumerable<string> Candidates(string name) =>
        IsPath(name) ? [start.At(name)] : Folders.Select(f => Path.GetFullPath(Path.Combine(f, name + ".yaml")));

    private static bool IsPath(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal);
}
