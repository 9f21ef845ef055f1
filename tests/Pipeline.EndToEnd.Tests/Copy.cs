namespace Emotune.Pipeline.EndToEnd;

/// <summary>A clone of the repository as it is now, with what is not yet committed, and nothing that a build made.</summary>
public sealed class Copy : IDisposable
{
    public Copy()
    {
        Root = Path.Combine(Directory.CreateTempSubdirectory("emotune-clone").FullName, "emotune");
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

    public string At(string file) => Path.Combine(Root, file);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
