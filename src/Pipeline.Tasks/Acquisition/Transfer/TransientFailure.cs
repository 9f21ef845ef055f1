namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>A failure that may be over when it is tried again.</summary>
/// <param name="reason">Completes "because …".</param>
/// <param name="wait">How long the server asks to wait; null where it does not say.</param>
internal sealed class TransientFailure(string reason, TimeSpan? wait = null) : Exception(reason)
{
    public TimeSpan? Wait { get; } = wait;
}
