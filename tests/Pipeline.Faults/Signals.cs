using System.Runtime.InteropServices;

namespace Emotune.Pipeline.Faults;

/// <summary>Signals to a build and everything that it started.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2, Kill = 9;

    /// <param name="leader">The process that leads the group, as <c>setsid</c> makes it.</param>
    public static void SendToGroup(int leader, int signal) => Send(-leader, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int process, int signal);
}
