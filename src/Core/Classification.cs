using Emotune.Files;

namespace Emotune;

/// <summary>What a model says of one text.</summary>
/// <param name="Text">The text as it was given.</param>
/// <param name="Labels">The labels whose probability reaches their threshold, the most probable first.</param>
/// <param name="Probabilities">The probability of every label, by the label's name.</param>
public sealed record Classification(
    string Text, IReadOnlyList<ClassifiedLabel> Labels, IReadOnlyDictionary<string, double> Probabilities)
{
    /// <summary>Writes the classification as one line of JSON.</summary>
    /// <returns>An object with <c>text</c>, <c>labels</c> and <c>probabilities</c>, without a line break.</returns>
    public string ToJson() => Json.Line(this);
}

/// <summary>A label that a text was given.</summary>
/// <param name="Label">The name of the label.</param>
/// <param name="Probability">The probability of the label.</param>
public sealed record ClassifiedLabel(string Label, double Probability);
