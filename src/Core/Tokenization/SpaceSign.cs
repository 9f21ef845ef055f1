namespace Emotune.Tokenization;

/// <summary>Before which parts of a text a sign is put, as if a space were there.</summary>
internal enum PrependScheme
{
    /// <summary>Before each that does not begin with one.</summary>
    Always,

    /// <summary>Before the one at the text's beginning.</summary>
    First,

    /// <summary>Before none.</summary>
    Never,
}

/// <summary>How spaces become signs.</summary>
/// <param name="Splits">Whether a sign begins a word; else a whole part is one word.</param>
internal sealed record SpaceSign(PrependScheme Prepend, bool Splits)
{
    /// <summary>What stands for a space: ▁.</summary>
    public const char Character = '\u2581';
}
