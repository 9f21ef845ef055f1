using System.Diagnostics;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Kernels;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>A run from its first step, or from its checkpoint, to its last.</summary>
internal sealed class TrainingRun : IDisposable
{
    private const int StepsBetweenTrims = 50;

    private readonly ITrainable _network;
    private readonly TrainingTask _task;
    private readonly TrainingOptions _options;
    private readonly TrainingHooks _hooks;
    private readonly EpochPlan _plan;
    private readonly TrainingState _state;
    private readonly TrainingStep _step;
    private readonly CounterDropout _dropout;
    private readonly ProgressMeter _meter;
    private readonly CheckpointStore? _checkpoints;
    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private int _savedAt;

    private TrainingRun(ITrainable network, TrainingTask task, TrainingOptions options, TrainingHooks hooks)
    {
        (_network, _task, _options, _hooks) = (network, task, options, hooks);
        _plan = new EpochPlan(task.Lengths, options);
        var groups = ParameterGroups.Create(
            network.Parameters, options.WeightDecay, options.HeadLearningRateMultiplier, options.LoraPlusRatio, options.LayerDecay);
        var optimizer = new AdamW(groups, options.Threads, options.Optimizer);
        var schedule = LearningRateSchedule.WithWarmupRatio(options.Schedule, options.LearningRate, options.WarmupRatio, _plan.TotalSteps);
        var average = options.EmaDecay > 0 ? new WeightAverage(network.Parameters, options.EmaDecay, options.Threads) : null;
        _state = new TrainingState(network.Parameters, optimizer, options.EarlyStopping, average);
        _step = new TrainingStep(network, optimizer, schedule, options.MaxGradientNorm, options.Threads);
        _dropout = new CounterDropout(options.Seed, options.Threads);
        _meter = new ProgressMeter(hooks.Progress, _plan.TotalSteps);
        _checkpoints = hooks.Checkpoints is { } policy ? new CheckpointStore(policy.Folder, policy.Fingerprint) : null;
    }

    private int EpochsDone => _state.Step / _plan.StepsPerEpoch;

    /// <summary>Trains to the end, from the beginning or from the latest checkpoint.</summary>
    public static TrainingResult Complete(
        ITrainable network, TrainingTask task, TrainingOptions options, TrainingHooks hooks, CancellationToken cancellation)
    {
        torch.set_num_threads(options.Threads);
        Float32Products.UseFastest();
        using var run = new TrainingRun(network, task, options, hooks);
        var resumedAt = run.Resume();
        NativeMemory.Release();
        run.Go(cancellation);
        return run.Finish(resumedAt);
    }

    /// <summary>Goes back to where an earlier process saved the run.</summary>
    /// <returns>Steps that need not be done again.</returns>
    private int Resume()
    {
        Diagnostic? ignored = null;
        _checkpoints?.Load(_state, out ignored);
        if (ignored is not null)
            _hooks.Warn?.Invoke(ignored);
        _meter.GoOn(_state.StepLogs);
        if (_state.Step > 0)
            _hooks.Resumed?.Invoke(_state.Step);
        return _savedAt = _state.Step;
    }

    private void Go(CancellationToken cancellation)
    {
        using var training = new TrainingMode(_network, _dropout, LinearKernels.Of(_options.Precision), _options.Threads);
        _state.BeLazy(_network.Table);
        while (true)
        {
            // First, for a run that was interrupted between an epoch's last step and its validation.
            if (_task.IsValidated && EpochsDone > _state.EpochLogs.Count)
                Interruptible(() => EndEpoch(cancellation));
            if (_state.Step == _plan.TotalSteps || _state.OutOfPatience)
                return;
            Interruptible(cancellation.ThrowIfCancellationRequested);
            Step();
            SaveIfDue();
        }
    }

    /// <summary>Whoever interrupts a run loses nothing of it: its state is saved before it ends.</summary>
    private void Interruptible(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            if (_state.Step > _savedAt)
                Save();
            throw;
        }
    }

    private TrainingResult Finish(int resumedAt)
    {
        _state.RestoreBest();
        var best = _state.EpochLogs.FirstOrDefault(l => l.IsBest)?.Epoch ?? EpochsDone;
        return new TrainingResult(
            _state.StepLogs, _state.EpochLogs, best, _state.Step < _plan.TotalSteps, resumedAt, _meter.SamplesPerSecond,
            Float32Products.Current);
    }

    public void Dispose() => _state.Dispose();

    // A step that has begun is ended: what is saved lies between two steps.
    private void Step()
    {
        _meter.Resume();
        var step = _state.Step;
        var batches = _plan.Batches(step);
        var rows = batches.Sum(b => b.Length);
        var losses = batches.Select(
            (batch, i) => (Func<Tensor>)(() => Loss(batch, (long)step * _options.AccumulationSteps + i)));
        var log = _step.Run(losses, [.. batches.Select(b => (double)b.Length / rows)], step / _plan.StepsPerEpoch + 1);
        _state.EndStep();
        if (log.Step % _options.LogEvery == 0 || log.Step == _plan.TotalSteps)
            _state.StepLogs.Add(log);
        if (log.Step % StepsBetweenTrims == 0)
            NativeMemory.Trim();
        _meter.Step(log, rows);
        _meter.Pause();
    }

    private Tensor Loss(int[] rows, long pass)
    {
        _dropout.Begin(pass);
        return _task.Loss(rows, EpochsDone);
    }

    private void EndEpoch(CancellationToken cancellation)
    {
        var score = _state.WithResult(() => _task.Validate(cancellation));
        var log = new EpochLog(EpochsDone, _state.Step, score.Loss, score.MicroF1, score.MacroF1, score.MacroAveragePrecision, false);
        _state.EndEpoch(log, Watched(score));
        _hooks.EpochEnded?.Report(_state.EpochLogs[^1]);
        Save();
    }

    // Without early stopping the last epoch is the result, so each is better than the one before.
    private double Watched(ValidationScore score) => _options.EarlyStopping switch
    {
        null => EpochsDone,
        { Metric: var metric } when metric.HigherIsBetter() => score[metric],
        { Metric: var metric } => -score[metric],
    };

    private void SaveIfDue()
    {
        if (_hooks.Checkpoints is not { } policy || _state.Step == _plan.TotalSteps)
            return;
        if (policy.EverySteps is { } steps ? _state.Step % steps == 0 : _sinceCheckpoint.Elapsed >= policy.Every)
            Save();
    }

    private void Save()
    {
        _checkpoints?.Save(_state);
        _savedAt = _state.Step;
        _sinceCheckpoint.Restart();
    }

    /// <summary>Puts the network into training with the run's own dropout and precision, and back.</summary>
    private sealed class TrainingMode : IDisposable
    {
        private readonly ITrainable _network;
        private readonly (IDropout? Dropout, ILinearKernel Linear) _before;

        public TrainingMode(ITrainable network, IDropout dropout, ILinearKernel linear, int threads)
        {
            (_network, _before) = (network, (network.Dropout, network.Linear));
            (network.Dropout, network.Linear) = (dropout, linear);
            network.SetTraining(true);
            network.BeginTraining(threads);
        }

        public void Dispose()
        {
            _network.EndTraining();
            _network.SetTraining(false);
            (_network.Dropout, _network.Linear) = _before;
        }
    }
}
