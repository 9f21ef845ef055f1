namespace Emotune.Tokenization;

/// <summary>A text as a model reads it, special tokens included.</summary>
/// <param name="Ids">Word pieces (T).</param>
/// <param name="Offsets">Where each piece lies in the original text (T), in UTF-16 code units, the end exclusive; (0, 0) for a special
/// token that the text does not have.</param>
internal sealed record Encoding(int[] Ids, (int Start, int End)[] Offsets);
