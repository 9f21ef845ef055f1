using System.Globalization;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>One build of an experiment at a time; the system lets go of it however the process ends.</summary>
internal sealed class BuildLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private BuildLock(FileStream file) => _file = file;

    /// <param name="waiting">Told once, with what is known of the holder, where the experiment is being built already.</param>
    public static BuildLock Take(string path, Action<string> waiting, CancellationToken cancellation)
    {
        for (var told = false; ;)
        {
            // Whoever held it may have removed the folder with it.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (TryTake(path) is { } taken)
                return taken;
            if (!told)
                waiting(Holder(path));
            told = true;
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _file.Dispose();

    private static BuildLock? TryTake(string path)
    {
        if (LockFile.TryHold(path) is not { } file)
            return null;
        File.WriteAllText(
            HolderPath(path), string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}"));
        return new BuildLock(file);
    }

    internal static string HolderPath(string path) => path + ".holder";

    private static string Holder(string path)
    {
        try
        {
            var text = File.ReadAllText(HolderPath(path)).Trim();
            return text.Length > 0 ? text : "another process";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
