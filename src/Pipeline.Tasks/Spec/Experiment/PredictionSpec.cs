using Emotune.Model.Network;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>How validation and test are predicted.</summary>
/// <param name="BatchTokens">At most so many word pieces in one forward pass.</param>
internal sealed record PredictionSpec(NumericPrecision Precision, int BatchTokens)
{
    /// <param name="threads">As many as the run was trained with.</param>
    public Inference ToInference(int threads) => new(threads, Precision, BatchTokens);
}
