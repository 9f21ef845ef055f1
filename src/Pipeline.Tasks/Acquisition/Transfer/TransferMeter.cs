namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>Counts what arrives and tells it a few times a second.</summary>
internal sealed class TransferMeter(string name, long? total, IProgress<FetchProgress> progress, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250), Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(long At, long Received)> _samples = new();
    private long _done, _received, _told = long.MinValue;

    /// <summary>What a server says where the total was not known.</summary>
    public long? Total { get; set; } = total;

    /// <summary>Bytes of an earlier try, which count as done and not to the rate; fewer than none where a try starts over.</summary>
    public void Have(long bytes)
    {
        _done += bytes;
        Tell(always: false);
    }

    public void Receive(long bytes)
    {
        _received += bytes;
        Have(bytes);
    }

    /// <summary>Tells that all is there.</summary>
    public void Finish()
    {
        Total ??= _done;
        Tell(always: true);
    }

    private void Tell(bool always)
    {
        var now = time.GetTimestamp();
        if (!always && _told != long.MinValue && time.GetElapsedTime(_told, now) < Pause)
            return;
        _told = now;
        while (_samples.Count > 1 && time.GetElapsedTime(_samples.Peek().At, now) > Window)
            _samples.Dequeue();
        _samples.Enqueue((now, _received));
        var (at, received) = _samples.Peek();
        var seconds = time.GetElapsedTime(at, now).TotalSeconds;
        progress.Report(new FetchProgress(name, _done, Total, seconds > 0 ? (_received - received) / seconds : 0));
    }
}
