using Emotune.Metrics;
using Emotune.Model.Losses;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>What a training loop is for: which loss it lowers, and what it is watched by.</summary>
internal abstract class TrainingTask
{
    /// <summary>Word pieces by row.</summary>
    public abstract int[] Lengths { get; }

    /// <summary>The mean loss of a batch, with its graph.</summary>
    /// <param name="rows">Of the training rows.</param>
    /// <param name="epoch">Counts from zero.</param>
    public abstract Tensor Loss(int[] rows, int epoch);

    /// <summary>False: no epoch is validated.</summary>
    public virtual bool IsValidated => false;

    public virtual ValidationScore Validate(CancellationToken cancellation) =>
        throw new InvalidOperationException("This task has no validation.");
}

/// <summary>Multi-label classification.</summary>
internal sealed class ClassificationTask(
    ITrainedNetwork network, int padId, EncodedRows training, EncodedRows validation, LossOptions loss) : TrainingTask
{
    private readonly MultiLabelLoss _loss = new(loss, training);

    public override int[] Lengths => training.Lengths;

    public override bool IsValidated => validation.Count > 0;

    public override Tensor Loss(int[] rows, int epoch)
    {
        var batch = RowBatch.Create(training.InputIds, rows, padId);
        return _loss.Mean(network.Forward(batch.InputIds, batch.AttentionMask), RowBatch.Labels(training, rows));
    }

    public override ValidationScore Validate(CancellationToken cancellation)
    {
        var predictions = network.Predict(validation, padId, cancellation);
        network.SetTraining(true);
        return ValidationScore.Of(predictions);
    }
}
