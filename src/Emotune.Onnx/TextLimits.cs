namespace Emotune.Onnx;

/// <summary>How much one call may bring.</summary>
internal static class TextLimits
{
    /// <exception cref="ArgumentException">A text is null or too long, or there are too many.</exception>
    public static void Require(IReadOnlyList<string> texts, EmotionClassifierOptions options)
    {
        if (texts.Count > options.MaxTexts)
            throw new ArgumentException($"There are {texts.Count} texts. At most {options.MaxTexts} are valid.", nameof(texts));
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] is not { } text)
                throw new ArgumentException($"Text {i} is null.", nameof(texts));
            if (text.Length > options.MaxTextLength)
            {
                throw new ArgumentException(
                    $"Text {i} has {text.Length} characters. At most {options.MaxTextLength} are valid.", nameof(texts));
            }
        }
    }
}
