namespace Emotune.Pipeline.Tests;

/// <summary>A folder that is gone when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emotune").FullName;

    public string At(string file) => System.IO.Path.Combine(Path, file);

    public string Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
        return At(file);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
