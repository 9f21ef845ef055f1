namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>Waits that are a thousand times as short, each of them noted.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private const int Hurry = 1000;

    private readonly List<TimeSpan> _waits = [];

    /// <summary>What was waited for, without the time that a server may be silent.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_waits)
                return [.. _waits.Where(w => w != HubCase.Silence && w > TimeSpan.Zero)];
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_waits)
            _waits.Add(dueTime);
        return new HurriedTimer(System.CreateTimer(callback, state, Shorter(dueTime), period));
    }

    private static TimeSpan Shorter(TimeSpan wait) => wait == Timeout.InfiniteTimeSpan ? wait : wait / Hurry;

    private sealed class HurriedTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(Shorter(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
