using Emotune.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>What the training loop changes: parameters, and how dropout gets its masks.</summary>
internal interface ITrainable
{
    /// <summary>In a fixed order, each under a name of its own.</summary>
    IReadOnlyList<TrainedParameter> Parameters { get; }

    /// <summary>Where dropout's masks come from; null: none.</summary>
    IDropout? Dropout { get; set; }

    /// <summary>What the linear layers multiply with.</summary>
    ILinearKernel Linear { get; set; }

    /// <summary>Dropout is active in training alone.</summary>
    void SetTraining(bool training);

    /// <summary>Called before the first step, once dropout and products are set: what speeds training up may be made ready.</summary>
    /// <param name="threads">Threads of the run.</param>
    void BeginTraining(int threads)
    {
    }

    /// <summary>A table that is read row by row, once training has begun; null: all gradients are dense.</summary>
    internal IRowTable? Table => null;

    /// <summary>Called after the last step.</summary>
    void EndTraining()
    {
    }

    /// <summary>Called before the first forward pass of an optimizer step.</summary>
    void BeginStep()
    {
    }

    /// <summary>
    /// Called after each backward pass, while its tensors still live: gradients that libtorch does not keep are put in place.
    /// </summary>
    void EndBackward()
    {
    }
}

/// <summary>A classifier that is trained.</summary>
internal interface ITrainedNetwork : ITrainable
{
    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
    /// <returns>Logits (B, L).</returns>
    Tensor Forward(Tensor inputIds, Tensor attentionMask);

    /// <summary>Logits of rows in order, without dropout; the network evaluates afterwards.</summary>
    /// <param name="padId">The word piece that pads.</param>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    Predictions Predict(EncodedRows rows, int padId, CancellationToken cancellation) =>
        new Predictor(this, padId).Predict(rows, cancellation: cancellation);
}
