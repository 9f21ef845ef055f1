using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <summary>
/// Whether an encoder has what its tokenizer and the data ask of it; asked before any work, and not at the first batch that shows it.
/// </summary>
internal static class EncoderFit
{
    /// <exception cref="DiagnosticException">EXP4115: the tokenizer gives ids that the encoder has no embedding for.</exception>
    public static void RequireVocabulary(EncoderConfig encoder, TextTokenizer tokenizer)
    {
        if (tokenizer.VocabularySize > encoder.VocabularySize)
            throw new DiagnosticException(Problems.TokenizerBeyondVocabulary.Given(tokenizer.VocabularySize - 1, encoder.VocabularySize));
    }

    /// <param name="maxLength">Word pieces a comment keeps, special ones included.</param>
    /// <exception cref="DiagnosticException">EXP4114</exception>
    public static void RequireLength(EncoderConfig encoder, int maxLength)
    {
        if (maxLength > encoder.MaxSequenceLength)
            throw new DiagnosticException(Problems.MaxLengthBeyondPositions.Given(maxLength, encoder.MaxSequenceLength));
    }

    /// <exception cref="DiagnosticException">EXP4101: a row is longer than the encoder's positions.</exception>
    public static void RequireRows(EncoderConfig encoder, params IEnumerable<PreparedSplit> splits)
    {
        var longest = splits.SelectMany(s => s.InputIds).Select(ids => ids.Length).DefaultIfEmpty().Max();
        if (longest > encoder.MaxSequenceLength)
            throw new DiagnosticException(Problems.SequenceTooLong.Given(longest, encoder.MaxSequenceLength));
    }
}
