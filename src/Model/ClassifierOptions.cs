using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Texts;

namespace Emotune.Model;

/// <summary>How a model that is loaded by itself reads texts and computes.</summary>
public sealed record ClassifierOptions
{
    /// <summary>
    /// Gets the number of word pieces that a text keeps, special ones included: the experiment's <c>data.max_length</c>.
    /// </summary>
    public required int MaxLength { get; init; }

    /// <summary>Gets what is cleaned off a text before it is read: the experiment's <c>data.clean</c>.</summary>
    public required IReadOnlyList<CleaningStep> Clean { get; init; }

    /// <summary>Gets the numbers that products are computed in.</summary>
    public NumericPrecision Precision { get; init; } = NumericPrecision.Float32;

    /// <summary>Gets the number of threads to compute with, or null for one per processor.</summary>
    public int? Threads { get; init; }
}
