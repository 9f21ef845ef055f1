using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Prediction;

namespace Emotune.Model.Training;

/// <summary>What goes on beside training: reports, warnings, checkpoints. None of it changes the weights.</summary>
internal sealed record TrainingHooks
{
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told of the step where a run goes on that an earlier process began.</summary>
    public Action<int>? Resumed { get; init; }

    /// <summary>Told of an epoch's validation when it is done.</summary>
    public IProgress<EpochLog>? EpochEnded { get; init; }

    /// <summary>Told of what does not stop the run, such as a checkpoint that is not used.</summary>
    public Action<Diagnostic>? Warn { get; init; }

    /// <summary>Null: no checkpoints.</summary>
    public CheckpointPolicy? Checkpoints { get; init; }
}

/// <summary>Fine-tunes a classifier, all of it or an adapter: the same loop for either.</summary>
/// <param name="padId">The word piece that pads.</param>
internal sealed class Trainer(ITrainedNetwork network, TrainingOptions options, int padId)
{
    /// <summary>
    /// Trains until the last epoch, or until the watched metric has not risen for as long as patience lasts; then the best
    /// epoch's weights are restored. The same arguments on the same machine give the same bits, interrupted or not.
    /// </summary>
    /// <param name="validation">No rows: nothing is validated.</param>
    /// <exception cref="DiagnosticException">EXP4201 to EXP4207; EXP50xx: what validation lacks.</exception>
    /// <exception cref="OperationCanceledException">Between two batches; the latest checkpoint stays.</exception>
    public TrainingResult Train(
        EncodedRows training, EncodedRows validation, TrainingHooks? hooks = null, CancellationToken cancellation = default)
    {
        options.Validate();
        CheckInputs(training, validation);
        var task = new ClassificationTask(network, padId, training, validation, options.Loss);
        return TrainingRun.Complete(network, task, options, hooks ?? new TrainingHooks(), cancellation);
    }

    private void CheckInputs(EncodedRows training, EncodedRows validation)
    {
        if (network.Parameters.Count == 0)
            throw new DiagnosticException(Problems.NothingToTrain.Given());
        if (training.Count == 0)
            throw new DiagnosticException(Problems.NoTrainingRows.Given());
        if (validation.Count > 0)
        {
            new Predictions(new float[validation.MultiHotLabels.Length], validation.MultiHotLabels, validation.LabelCount)
                .CheckedForFitting("validation");
        }
        else if (options.EarlyStopping is { } stopping)
        {
            throw new DiagnosticException(Problems.EarlyStoppingWithoutValidation.Given(stopping.Metric.Name()));
        }
    }
}
