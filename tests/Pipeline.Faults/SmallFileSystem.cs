using System.Globalization;
using Emotune.Pipeline.EndToEnd;

namespace Emotune.Pipeline.Faults;

/// <summary>A file system of 64 MB in memory; takes root.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    public SmallFileSystem()
    {
        Root = Directory.CreateTempSubdirectory("emotune-small").FullName;
        Tool.Run("mount", "-t", "tmpfs", "-o", "size=64m", "emotune", Root);
    }

    public string Root { get; }

    private string Ballast => Path.Combine(Root, "ballast");

    /// <summary>Leaves so many pages of 4 KB free, and no more.</summary>
    public void FillBut(int pages)
    {
        MakeRoom();
        var free = long.Parse(Tool.Run("stat", "-f", "-c", "%a", Root), CultureInfo.InvariantCulture);
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var page = new byte[4096];
        for (var i = 0L; i < free - pages; i++)
            ballast.Write(page);
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void MakeReadOnly(bool readOnly) => Tool.Run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), Root);

    public void Dispose()
    {
        Tool.TryRun(out _, "umount", Root);
        Directory.Delete(Root);
    }
}
