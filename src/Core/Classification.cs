using Emotune.Files;

namespace Emotune;

/// <summary>What a model says of one text.</summary>
/// <param name="Text">The text as it was given.</param>
/// <param name="Labels">The labels whose probability reaches their threshold, the most probable first.</param>
/// <param name="Probabilities">The probability of every label, by the label's name.</param>
public sealed record Classification(
    string Text, IReadOnlyList<ClassifiedLabel> Labels, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>Gets the probability from which on a label is given, by the label's name.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Gets whether the text was given a label, by the label's name.</summary>
    public IReadOnlyDictionary<string, bool> Decision
    {
        get
        {
            var given = Labels.Select(l => l.Label).ToHashSet(StringComparer.Ordinal);
            return Thresholds.ToDictionary(t => t.Key, t => given.Contains(t.Key));
        }
    }

    /// <summary>Writes the classification as one line of JSON.</summary>
    /// <returns>An object with <c>text</c>, <c>labels</c>, <c>probabilities</c>, <c>thresholds</c> and <c>decision</c>, without a line
    /// break.</returns>
    public string ToJson() => Json.Line(this);
}

/// <summary>A label that a text was given.</summary>
/// <param name="Label">The name of the label.</param>
/// <param name="Probability">The probability of the label.</param>
public sealed record ClassifiedLabel(string Label, double Probability);
