namespace Emotune.Pipeline.Tests.Architecture;

/// <summary>A source file of this repository, as far as tests of the structure look at it.</summary>
internal sealed record SourceFile(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetRelativePath(Repository.Root, Path))!.Replace('\\', '/');

    public string Namespace =>
        Lines.Where(l => l.StartsWith("namespace ", StringComparison.Ordinal)).Select(l => l[10..].TrimEnd(';')).FirstOrDefault("");

    /// <summary>The namespaces, and the types by alias or <c>static</c>, that the file is using.</summary>
    public IEnumerable<string> Usings => Lines
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';'))
        .Select(l => l["using ".Length..^1].Replace("static ", "", StringComparison.Ordinal).Split('=')[^1].Trim());

    public IEnumerable<string> Lines => File.ReadLines(Path);

    /// <param name="folder">Below <c>src</c>.</param>
    public static IEnumerable<SourceFile> AllIn(string folder) => Under("src/" + folder);

    /// <param name="folder">Below the repository.</param>
    /// <param name="pattern">Of the files' names; C# where none is given.</param>
    public static IEnumerable<SourceFile> Under(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(f => new SourceFile(f));
}
