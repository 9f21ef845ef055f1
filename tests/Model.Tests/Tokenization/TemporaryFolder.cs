namespace Emotune.Model.Tests.Tokenization;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emotune-").FullName;

    public TemporaryFolder Copy(string folder, params string[] names)
    {
        foreach (var name in names)
            Write(name, File.ReadAllBytes(System.IO.Path.Combine(folder, name)));
        return this;
    }

    public TemporaryFolder Write(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    public TemporaryFolder Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);
        return this;
    }

    public TemporaryFolder Clear()
    {
        foreach (var file in Directory.EnumerateFiles(Path))
            File.Delete(file);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
