using System.Diagnostics;
using System.Runtime.Versioning;
using Emotune.Platform;

namespace Emotune.Model.Tests.Platform;

/// <summary>Each form by itself, whichever the process has taken.</summary>
public sealed class PlatformFormTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kinds_of_files_are_told_on_every_system()
    {
        File.WriteAllText(At("file"), "some");
        File.WriteAllText(At("empty"), "");
        Directory.CreateDirectory(At("folder"));
        foreach (var files in Forms())
        {
            Assert.Equal(FileKind.Regular, files.KindOf(At("file")));
            Assert.Equal(FileKind.Regular, files.KindOf(At("empty")));
            Assert.Equal(FileKind.Folder, files.KindOf(At("folder")));
            Assert.Equal(FileKind.Nothing, files.KindOf(At("none")));
        }
    }

    [Fact]
    public void What_has_no_end_is_told_on_every_Unix()
    {
        if (OperatingSystem.IsWindows())
            return;
        Process.Start("mkfifo", At("pipe")).WaitForExit();
        File.CreateSymbolicLink(At("to pipe"), "pipe");
        File.CreateSymbolicLink(At("to device"), "/dev/zero");
        File.CreateSymbolicLink(At("to nothing"), "none");
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(At("socket")));
        foreach (var files in Forms())
        {
            Assert.Equal([FileKind.Pipe, FileKind.Pipe], new[] { "pipe", "to pipe" }.Select(f => files.KindOf(At(f))));
            Assert.Equal([FileKind.Device, FileKind.Device], new[] { "/dev/zero", At("to device") }.Select(files.KindOf));
            Assert.Equal(FileKind.Socket, files.KindOf(At("socket")));
            Assert.Equal(FileKind.Nothing, files.KindOf(At("to nothing")));
            Assert.Null(files.IdentityOf(At("pipe")));
        }
    }

    [Fact]
    public void Links_at_any_place_of_a_path_lead_to_one_file()
    {
        Directory.CreateDirectory(At("folder"));
        File.WriteAllText(At("folder/file"), "some");
        File.WriteAllText(At("folder/other"), "some");
        Directory.CreateSymbolicLink(At("linked folder"), "folder");
        File.CreateSymbolicLink(At("link"), Path.Combine("linked folder", "file"));
        foreach (var files in Forms())
        {
            Assert.True(files.AreSame(At("folder/file"), At("linked folder/file")));
            Assert.True(files.AreSame(At("folder/file"), At("link")));
            Assert.True(files.AreSame(At("folder"), At("linked folder") + Path.DirectorySeparatorChar));
            Assert.False(files.AreSame(At("folder/file"), At("folder/other")));
            Assert.False(files.AreSame(At("none"), At("none")));
            Assert.Equal(files.IdentityOf(At("folder/file")), files.IdentityOf(At("link")));
        }
    }

    [Fact]
    public void An_identity_has_size_and_time()
    {
        File.WriteAllText(At("file"), "some");
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(At("file"), time);
        foreach (var files in Forms())
        {
            var identity = files.IdentityOf(At("file"))!.Value;
            Assert.Equal((4, (time - DateTime.UnixEpoch).Ticks * 100), (identity.Size, identity.ModifiedNanoseconds));
            Assert.Null(files.IdentityOf(_folder));
            Assert.Null(files.IdentityOf(At("none")));
        }
    }

    [Fact]
    public void Memory_is_measured_on_every_system()
    {
        foreach (var process in OperatingSystem.IsLinux() ? LinuxAndPortable() : [new PortableProcess()])
        {
            process.GiveBackMemory();
            process.ForgetPeakMemory();
            Assert.InRange(process.PeakMemoryBytes, 1 << 20, 1L << 40);
        }
    }

    [Fact]
    public void A_name_has_forward_slashes_and_keeps_a_backslash_of_Unix()
    {
        Assert.Equal("runs/lora/42", PathText.Below(_folder, Path.Combine(_folder, "runs", "lora", "42")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal("a\\b/c", PathText.Below("/x", "/x/a\\b/c"));
    }

    [Fact]
    public void A_lock_is_held_by_one()
    {
        using (LockFile.TryHold(At("lock")))
            Assert.Null(LockFile.TryHold(At("lock")));
        using var again = LockFile.TryHold(At("lock"));
        Assert.NotNull(again);
        Assert.Null(LockFile.TryHold(At("none/lock")));
    }

    [Fact]
    public void What_waiting_does_not_change_is_no_lock_of_another() =>
        Assert.ThrowsAny<Exception>(() => LockFile.TryHold(_folder));

    private static IEnumerable<IFileSystemFacts> Forms() =>
        OperatingSystem.IsLinux() ? [new LinuxFiles(), new PortableFiles()] : [new PortableFiles()];

    [SupportedOSPlatform("linux")]
    private static IEnumerable<IProcessFacts> LinuxAndPortable() => [new LinuxProcess(), new PortableProcess()];

    private string At(string file) => Path.Combine(_folder, file);
}
