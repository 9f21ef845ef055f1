using System.Diagnostics;

namespace Emotune.Model.Training;

/// <summary>Measures speed and reports now and then; nothing that it does reaches the weights.</summary>
internal sealed class ProgressMeter(IProgress<TrainingProgress>? progress, int steps)
{
    // An average over about the last fifty steps.
    private const double Smoothing = 0.02;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _training = new();
    private TimeSpan _reported;
    private long _samples;
    private int _ownSteps;
    private double? _loss;

    /// <summary>Training samples a second, pauses not counted.</summary>
    public double SamplesPerSecond => _samples / Math.Max(_training.Elapsed.TotalSeconds, 1e-9);

    /// <summary>Takes the moving average of the loss up where an earlier process left it.</summary>
    public void GoOn(IEnumerable<StepLog> logs)
    {
        foreach (var log in logs)
            Average(log.Loss);
    }

    public void Resume() => _training.Start();

    public void Pause() => _training.Stop();

    public void Step(StepLog log, int samples)
    {
        _samples += samples;
        _ownSteps++;
        Average(log.Loss);
        if (progress is null || (log.Step != steps && _training.Elapsed - _reported < Interval))
            return;
        _reported = _training.Elapsed;
        var left = _training.Elapsed / _ownSteps * (steps - log.Step);
        progress.Report(new TrainingProgress(log.Step, steps, log.Epoch, _loss!.Value, SamplesPerSecond, left));
    }

    private void Average(double loss) => _loss = _loss is { } mean ? mean + Smoothing * (loss - mean) : loss;
}
