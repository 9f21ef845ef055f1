namespace Emotune.Fuzz.Readers;

/// <summary>The files of the quickstart, in the checkout that the suite was built in.</summary>
internal static class QuickstartFiles
{
    private static string Experiments { get; } = Path.Combine(Root(), "experiments");

    public static string Experiment => File.ReadAllText(Path.Combine(Experiments, "quickstart.yaml"));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Experiments, "quickstart", path));

    /// <summary>The first lines, with their ends.</summary>
    public static string Lines(string path, int count) => string.Concat(
        File.ReadLines(Path.Combine(Experiments, "quickstart", path)).Take(count).Select(line => line + "\n"));

    /// <summary>The other experiment files, which ask for more.</summary>
    public static IEnumerable<string> Others() =>
        Directory.EnumerateFiles(Experiments, "goemotions*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Experiments.proj")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The suite runs outside of the repository.");
    }
}
