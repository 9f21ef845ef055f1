using System.Globalization;
using Emotune.Pipeline.Acquisition;

namespace Emotune.Pipeline.Tasks;

/// <summary>Says how far a download is, at most every two seconds, and when it is done.</summary>
internal sealed class FetchLines(Action<string> say, TimeProvider time) : IProgress<FetchProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long? _saidAt;
    private string? _done;

    public void Report(FetchProgress value)
    {
        lock (_lock)
        {
            var isDone = value.Share is 1;
            if (isDone ? _done == value.Name : _saidAt is { } then && time.GetElapsedTime(then) < Pause)
                return;
            (_saidAt, _done) = (time.GetTimestamp(), isDone ? value.Name : null);
            say(Line(value));
        }
    }

    /// <summary>How much is there, the share, the rate and the time left, as far as they are known.</summary>
    internal static string Line(FetchProgress value)
    {
        var text = $"Fetching {value.Name}: {Megabytes(value.DoneBytes)}";
        if (value.TotalBytes is { } total)
            text += $" of {Megabytes(total)}";
        text += " MB";
        if (value.Share is { } share)
            text += string.Create(CultureInfo.InvariantCulture, $", {Math.Floor(100 * share):0} %");
        if (value.BytesPerSecond > 0)
            text += $", {Megabytes(value.BytesPerSecond)} MB/s";
        if (value is { Share: < 1, TimeLeft: { } left })
            text += string.Create(CultureInfo.InvariantCulture, $", {Math.Ceiling(left.TotalSeconds):0} s left");
        return text;
    }

    /// <summary>Small ones with a digit after the point.</summary>
    internal static string Megabytes(double bytes) =>
        (bytes / 1e6).ToString(bytes < 9.95e6 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
