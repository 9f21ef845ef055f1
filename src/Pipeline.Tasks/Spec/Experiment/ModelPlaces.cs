using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>Where the experiment speaks of its models: the places of what a model finds wrong that is in no file of the model's.</summary>
/// <param name="Backbone">The key of the backbone's path.</param>
/// <param name="MaxLength">The key of the texts' length; null where it is the default.</param>
/// <param name="Runs">The keys of the runs, by their names.</param>
internal sealed record ModelPlaces(
    SourceLocation? Backbone, SourceLocation? MaxLength, IReadOnlyDictionary<string, SourceLocation?> Runs)
{
    public static ModelPlaces None { get; } = new(null, null, new Dictionary<string, SourceLocation?>());

    private static readonly string[] OfLength = [Problems.SequenceTooLong.Code, Problems.MaxLengthBeyondPositions.Code];

    private static readonly string[] OfBackbone =
    [
        Problems.WeightsMissing.Code, Problems.WeightsMisshaped.Code, Problems.TokenizerBeyondVocabulary.Code,
        Problems.BackboneDiffers.Code,
    ];

    /// <summary>A problem of a model with its place; any other as it is.</summary>
    /// <param name="run">The run that has it; null for what all runs share.</param>
    public Diagnostic Place(Diagnostic problem, string? run)
    {
        if (problem.At is not null || !IsOfModel(problem))
            return problem;
        var its = run is null ? Backbone : Runs.GetValueOrDefault(run);
        return problem with
        {
            At = OfLength.Contains(problem.Code) ? MaxLength ?? its : OfBackbone.Contains(problem.Code) ? Backbone : its,
        };
    }

    /// <summary>Whether the problem is one of weights, networks, training or explanation.</summary>
    public static bool IsOfModel(Diagnostic problem) => problem.Code.StartsWith("EXP4", StringComparison.Ordinal);
}
