namespace Emotune.Pipeline.EndToEnd;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Project { get; } = Path.Combine(Root, "Experiments.proj");

    public static string RecordingWorker { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "tests", "RecordingWorker", "bin"), "Emotune.RecordingWorker.dll", SearchOption.AllDirectories)
        .OrderByDescending(File.GetLastWriteTimeUtc).First();

    public static string Shared { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable("SHARED_ROOT") ?? Path.Combine(Root, "..", "shared"));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Experiments.proj")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
