using System.Diagnostics;
using System.Globalization;
using Emotune.Files;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// How long a stage has worked, in all builds that interruptions divided it into. It is kept beside the checkpoint every few seconds, so
/// that a later build knows it however this one ends. A stage without a checkpoint begins from nothing, and so does its time.
/// </summary>
internal sealed class SpentTime : IDisposable
{
    public const string FileName = "seconds.txt";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly string _checkpoints;
    private readonly TimeSpan _before;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private bool _hasEnded;

    /// <param name="checkpoints">The folder of the stage's checkpoints, which exists once there is one.</param>
    public SpentTime(string checkpoints)
    {
        _checkpoints = checkpoints;
        _before = Read(Path.Combine(checkpoints, FileName));
        _timer = new Timer(_ => Keep(isLast: false), null, Pause, Pause);
    }

    private TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Ends the count of a stage that is whole; its checkpoints may be removed from now on.</summary>
    public TimeSpan End()
    {
        lock (_gate)
            _hasEnded = true;
        return Elapsed;
    }

    /// <summary>Keeps the time of a stage that was interrupted.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Keep(isLast: true);
    }

    private void Keep(bool isLast)
    {
        lock (_gate)
        {
            if (_hasEnded)
                return;
            _hasEnded = isLast;
            try
            {
                if (Directory.Exists(_checkpoints))
                {
                    AtomicFile.WriteText(
                        Path.Combine(_checkpoints, FileName), Elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "\n");
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Costs are shown, and nothing relies on them.
            }
        }
    }

    private static TimeSpan Read(string path)
    {
        try
        {
            return double.TryParse(File.ReadAllText(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= 0 and < 1e9
                ? TimeSpan.FromSeconds(seconds)
                : TimeSpan.Zero;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return TimeSpan.Zero;
        }
    }
}
