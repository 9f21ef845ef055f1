namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>Ends a wait when nothing has come for a while, or when the build is stopped.</summary>
internal sealed class Patience : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _stopped;

    public Patience(TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        (_timeout, _stop) = (timeout, stop);
        _source = new CancellationTokenSource(timeout, time);
        _stopped = stop.UnsafeRegister(source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Waits for what comes next.</summary>
    /// <exception cref="TransientFailure">Nothing came in time, or the connection failed.</exception>
    public async Task<T> ForAsync<T>(Func<CancellationToken, Task<T>> next)
    {
        _source.CancelAfter(_timeout);
        try
        {
            return await next(_source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            throw new TransientFailure($"the server sent nothing for {_timeout.TotalSeconds:0.###} s");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException && !_stop.IsCancellationRequested)
        {
            throw new TransientFailure($"the connection failed: {problem.Message}");
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new OperationCanceledException(problem.Message, problem, _stop);
        }
    }

    public void Dispose()
    {
        _stopped.Dispose();
        _source.Dispose();
    }
}
