namespace Emotune.Fuzz.Running;

/// <summary>What a reader may take.</summary>
/// <param name="Seconds">The time of a case.</param>
internal sealed record Limits(double Seconds)
{
    /// <summary>The highest resident size of a worker.</summary>
    public const long Bytes = 1L << 30;

    /// <summary>Beyond this a case is taken to hang, and its worker is ended.</summary>
    public TimeSpan Hang => TimeSpan.FromSeconds(5 * Seconds);
}
