namespace Emotune.Pipeline.Execution;

/// <summary>
/// Turns a request to end the process, as SIGTERM is, into a cancellation of the build, and keeps the process until the build has ended:
/// the step that runs is finished, and a checkpoint written.
/// </summary>
/// <remarks>
/// The runtime raises <see cref="AppDomain.ProcessExit"/> on a thread of its own while the others run on, and ends the process when the
/// handlers return.
/// </remarks>
internal sealed class Termination : IDisposable
{
    // Whoever sent the signal sends SIGKILL earlier, if that is too long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // For what MSBuild says at the end of the build.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _requested = new();
    private readonly ManualResetEventSlim _ended = new();

    public Termination() => AppDomain.CurrentDomain.ProcessExit += Wait;

    public CancellationToken Requested => _requested.Token;

    /// <summary>The build has ended.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Wait;
        // Neither is disposed: a handler that waits still uses both.
        _ended.Set();
    }

    private void Wait(object? sender, EventArgs e)
    {
        _requested.Cancel();
        _ended.Wait(Patience);
        Thread.Sleep(LastWords);
    }
}
