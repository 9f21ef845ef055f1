using System.Diagnostics;

namespace Emotune.Platform;

/// <summary>By what .NET tells on every system.</summary>
internal sealed class PortableProcess : IProcessFacts
{
    /// <summary>Of the whole process. The size now stands in where the system does not keep the highest.</summary>
    public long PeakMemoryBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Math.Max(process.PeakWorkingSet64, process.WorkingSet64);
        }
    }

    public void ForgetPeakMemory()
    {
        // The peak is then that of the process so far: too high, never too low.
    }

    public void GiveBackMemory()
    {
        // Only glibc's allocator has to be asked.
    }

    public void SetForLibraries(string variable, string value)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
            Environment.SetEnvironmentVariable(variable, value);
    }
}
