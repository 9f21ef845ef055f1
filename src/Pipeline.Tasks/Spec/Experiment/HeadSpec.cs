using Emotune.Model.Network;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>The classification head.</summary>
/// <param name="LearningRateMultiplier">The head's rate ÷ the run's.</param>
/// <param name="Dropout">Null for what the backbone's <c>config.json</c> says.</param>
internal sealed record HeadSpec(HeadPooling Pooling, double LearningRateMultiplier, double? Dropout)
{
    /// <summary>Whether the weights lie in files of their own, beside those of the encoder.</summary>
    internal bool HasOwnFiles => Pooling is HeadPooling.Mean;
}
