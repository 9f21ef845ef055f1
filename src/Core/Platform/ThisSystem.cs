using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Emotune.Platform;

/// <summary>The facts of the system at hand: by Linux's own forms, or by those that .NET has everywhere.</summary>
internal static class ThisSystem
{
    /// <summary>The variable that chooses the portable forms on Linux too, for tests.</summary>
    public const string PortableVariable = "EMOTUNE_PORTABLE";

    public static IFileSystemFacts Files { get; } = TakesLinuxForms ? new LinuxFiles() : new PortableFiles();

    public static IProcessFacts Process { get; } = TakesLinuxForms ? new LinuxProcess() : new PortableProcess();

    public static Processor Processor { get; } =
        TakesLinuxForms && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LinuxProcessor.Read() : PortableProcessor.Read();

    [SupportedOSPlatformGuard("linux")]
    private static bool TakesLinuxForms => OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(PortableVariable) != "1";
}
