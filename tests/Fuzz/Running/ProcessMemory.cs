using System.Globalization;

namespace Emotune.Fuzz.Running;

/// <summary>The highest resident size of this process.</summary>
internal static class ProcessMemory
{
    public static long PeakBytes() => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Begins to count it anew.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");
}
