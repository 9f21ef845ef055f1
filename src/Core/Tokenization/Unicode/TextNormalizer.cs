namespace Emotune.Tokenization.Unicode;

/// <summary>Changes a text before its words are found, and knows which place in the original each character stands for.</summary>
internal abstract record TextNormalizer
{
    /// <summary>Appends the normalised [<paramref name="from"/>, <paramref name="to"/>) of a text to an empty destination.</summary>
    public abstract void Normalize(ReadOnlySpan<char> text, int from, int to, NormalizedText destination);

    /// <summary>The text as a string, for the content of added tokens.</summary>
    public string Normalize(string text)
    {
        var normalized = new NormalizedText();
        Normalize(text, 0, text.Length, normalized);
        return normalized.Chars.ToString();
    }
}
