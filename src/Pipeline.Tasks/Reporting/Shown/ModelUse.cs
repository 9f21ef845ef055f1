using Emotune.Texts;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What a reader has to know to use a trained model, beside its results. It is the same for all runs.</summary>
/// <param name="Backbone">The name of the folder of the encoder that the runs start from.</param>
/// <param name="HubName">The encoder's name on Hugging Face's hub; null where nothing tells one.</param>
/// <param name="Cleaning">What is cleaned off a text before the model reads it.</param>
/// <param name="Chosen">How probabilities and decisions were made, by key: <c>calibration.method</c>, <c>thresholds.strategy</c>.</param>
internal sealed record ModelUse(
    string Backbone, string? HubName, BackboneOrigin Origin, IReadOnlyList<CleaningStep> Cleaning,
    IReadOnlyDictionary<string, string> Chosen)
{
    /// <summary>Whether probabilities are calibrated; otherwise they are the logistic function of the logits.</summary>
    public bool IsCalibrated { get; init; } = true;

    /// <summary>Whether the thresholds were chosen on validation; otherwise the experiment gives them.</summary>
    public bool HasChosenThresholds { get; init; } = true;

    /// <summary>For results of which nothing of the kind is known.</summary>
    public static ModelUse Unknown { get; } = new("", null, BackboneOrigin.AsFound, [], new Dictionary<string, string>());
}

/// <summary>What became of the encoder's weights before the runs started from them.</summary>
internal enum BackboneOrigin
{
    AsFound,

    /// <summary>The experiment trained them further on its training texts.</summary>
    TrainedFurther,

    /// <summary>The experiment trained fresh ones of the encoder's shape on its training texts.</summary>
    FromScratch,
}
