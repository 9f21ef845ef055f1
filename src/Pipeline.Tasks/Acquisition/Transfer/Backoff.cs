using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>Waits longer after each failure in a row, and gives up after a few.</summary>
/// <param name="what">What is fetched, for the message.</param>
/// <param name="tries">How many failures in a row are too many.</param>
internal sealed class Backoff(string what, TimeProvider time, int tries = Backoff.UsualTries)
{
    public const int UsualTries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    // Hubs count calls by windows of five minutes. Whoever asks for more is not waited for.
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromMinutes(5);

    private int _failures;

    /// <summary>Something arrived: what failed before does not count any more.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Does the work, again where it fails for a while.</summary>
    /// <exception cref="DiagnosticException">EXP2042: it failed too often in a row.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            catch (TransientFailure failure)
            {
                await WaitAsync(failure, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task WaitAsync(TransientFailure failure, CancellationToken cancellation)
    {
        _failures++;
        if (_failures >= tries || failure.Wait > LongestAskedFor)
            throw new DiagnosticException(Problems.FetchFailed.Given(what, failure.Message, _failures));
        var growing = FirstWait * Math.Pow(2, _failures - 1);
        var wait = failure.Wait ?? (growing < LongestWait ? growing : LongestWait);
        await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
    }
}
