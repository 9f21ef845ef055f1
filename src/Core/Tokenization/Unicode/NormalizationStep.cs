namespace Emotune.Tokenization.Unicode;

/// <summary>One step of a <see cref="StepNormalizer"/>.</summary>
internal abstract record NormalizationStep
{
    /// <summary>Its name and settings, for messages; two steps of one description do the same.</summary>
    public abstract string Description { get; }

    /// <summary>Writes the changed text to an empty target.</summary>
    /// <returns>Whether the step changes the text; else the target does not count.</returns>
    public abstract bool Rewrite(NormalizedText source, NormalizedText target);
}
