using Emotune.Pipeline.EndToEnd;

namespace Emotune.Pipeline.Faults;

/// <summary>What a fresh clone of this working tree would be, in a temporary folder.</summary>
internal sealed class Checkout : IDisposable
{
    public Checkout(string name)
    {
        Root = Path.Combine(Directory.CreateTempSubdirectory("emotune-clone").FullName, name);
        var files = Tool.Run("git", "-C", Repository.Root, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(f => File.Exists(Path.Combine(Repository.Root, f))))
        {
            var copy = Path.Combine(Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy);
        }
    }

    public string Root { get; }

    public string Quickstart => Path.Combine(Root, "artifacts", "quickstart");

    public BuildResult Report(IReadOnlyDictionary<string, string>? environment = null) =>
        DotnetBuild.Run(Root, ["-t:Report"], environment, Path.Combine(Root, "Experiments.proj"));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
