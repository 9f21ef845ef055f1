namespace Emotune.Model.Network;

/// <summary>
/// Hugging Face's names for the head of a family's masked language model. The head has the same parts in each family.
/// </summary>
/// <param name="Prefix">What the names of the head's tensors start with.</param>
/// <param name="Transform">The linear layer.</param>
/// <param name="Norm">The layer norm behind the linear layer.</param>
/// <param name="Bias">The output layer's bias; the output layer's table is the word table.</param>
/// <param name="OtherBias">The name that files of other versions have for the same bias.</param>
internal sealed record PretrainingHeadNames(string Prefix, string Transform, string Norm, string Bias, string OtherBias)
{
    /// <summary>The non-linearity of the head; null for the encoder's own.</summary>
    public Activation? Activation { get; init; }

    /// <summary>What other heads of the family's pretraining start with; null where there are none.</summary>
    public string? OtherPrefix { get; init; }

    /// <summary>Whether an encoder without this head may get a fresh one. False where it was pretrained for something else.</summary>
    public bool MayBeFresh { get; init; } = true;

    /// <summary>Whether a parameter of this name belongs to the head.</summary>
    public bool Contains(string name) =>
        name == Bias || name.StartsWith(Transform + ".", StringComparison.Ordinal) || name.StartsWith(Norm + ".", StringComparison.Ordinal);
}
