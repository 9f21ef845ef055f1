namespace Emotune.Platform;

/// <summary>What .NET does not tell of this process, or do to it, in one way on all systems.</summary>
internal interface IProcessFacts
{
    /// <summary>The highest resident size since <see cref="ForgetPeakMemory"/>, in bytes.</summary>
    long PeakMemoryBytes { get; }

    /// <summary>Begins to count the highest resident size anew, where the system can.</summary>
    void ForgetPeakMemory();

    /// <summary>Gives memory that native libraries have freed back to the system, where their allocator keeps it.</summary>
    void GiveBackMemory();

    /// <summary>
    /// Sets a variable of the environment that native libraries read; one that is set already stays. What .NET itself sets is a copy on
    /// Unix, which they do not see.
    /// </summary>
    void SetForLibraries(string variable, string value);
}
