namespace Emotune.Platform;

/// <summary>The facts of the system at hand.</summary>
internal static class FileSystemFacts
{
    /// <summary>The variable that chooses the portable forms on Linux too, for tests.</summary>
    public const string PortableVariable = "EMOTUNE_PORTABLE";

    public static IFileSystemFacts OfThisSystem { get; } =
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(PortableVariable) != "1" ? new LinuxFiles() : new PortableFiles();
}
