namespace Emotune.Tokenization.Unicode;

/// <summary>Normalisation in steps, each over the result of the one before.</summary>
internal sealed record StepNormalizer(IReadOnlyList<NormalizationStep> Steps) : TextNormalizer
{
    [ThreadStatic] private static NormalizedText? Scratch;

    public override void Normalize(ReadOnlySpan<char> text, int from, int to, NormalizedText destination)
    {
        var other = Scratch ??= new NormalizedText();
        destination.AddOriginal(text, from, to);
        foreach (var step in Steps)
        {
            other.Clear(destination.Origin);
            if (step.Rewrite(destination, other))
                destination.Swap(other);
        }
    }

    public bool Equals(StepNormalizer? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Count;
}
