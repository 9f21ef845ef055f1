using Emotune.Platform;

namespace Emotune.Model.Native;

/// <summary>How libtorch's threads wait for each other.</summary>
/// <remarks>
/// OpenMP's threads spin before they sleep. Beside another busy process that is a collapse: measured on two cores,
/// two trainings at once ran at a tenth of half their speed. A short spin costs little on a quiet machine.
/// </remarks>
internal static class ThreadWaiting
{
    private const string Spins = "GOMP_SPINCOUNT", Policy = "OMP_WAIT_POLICY";

    /// <summary>Has to be called before libgomp is loaded; what the user has set stays.</summary>
    public static void KeepShort()
    {
        if (Environment.GetEnvironmentVariable(Policy) is null)
            ThisSystem.Process.SetForLibraries(Spins, "10000");
    }
}
