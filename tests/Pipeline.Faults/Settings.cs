using System.Globalization;

namespace Emotune.Pipeline.Faults;

/// <summary>How much of each fault is tried; set by the environment.</summary>
internal static class Settings
{
    /// <summary>FAULT_KILLS: moments at which the recorded experiment is killed.</summary>
    public static int Kills => Number("FAULT_KILLS", 100);

    /// <summary>FAULT_INTERRUPTS: moments at which it gets Ctrl-C.</summary>
    public static int Interrupts => Number("FAULT_INTERRUPTS", 20);

    /// <summary>FAULT_REAL_KILLS: moments at which real training is killed.</summary>
    public static int RealKills => Number("FAULT_REAL_KILLS", 5);

    /// <summary>FAULT_SEED: of the random moments.</summary>
    public static int Seed => Number("FAULT_SEED", 1);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : otherwise;
}
