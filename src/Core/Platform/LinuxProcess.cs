using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Emotune.Platform;

/// <summary>By <c>/proc/self</c> and the C library.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxProcess : IProcessFacts
{
    public long PeakMemoryBytes
    {
        get
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : 1024 * long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
    }

    public void ForgetPeakMemory()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The peak is then that of the process so far: too high, never too low.
        }
    }

    public void GiveBackMemory() => _ = MallocTrim(0);

    public void SetForLibraries(string variable, string value) => _ = SetEnvironment(variable, value, overwrite: 0);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
