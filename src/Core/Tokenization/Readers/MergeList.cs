using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization.Readers;

/// <summary>Byte-pair merges, in the order in which they were learnt.</summary>
internal static class MergeList
{
    /// <summary>merges.txt: a pair a line, after an optional first line with the version.</summary>
    public static IReadOnlyList<(string Left, string Right)> FromLines(IReadOnlyList<string> lines, string file) =>
        [.. lines.Select((line, index) => (line, index))
            .Where(line => !line.line.StartsWith("#version", StringComparison.Ordinal))
            .Select(line => FromText(line.line, new SourceLocation(file, line.index + 1)))];

    /// <summary>tokenizer.json: "left right" or ["left", "right"].</summary>
    public static IReadOnlyList<(string Left, string Right)> FromJson(JsonSection merges) =>
        [.. merges.Items().Select(merge => merge.Element.ValueKind == System.Text.Json.JsonValueKind.Array
            ? merge.Items().Select(part => part.Text()).ToArray() is [var left, var right] ? (left, right) : throw merge.Wrong("two pieces")
            : FromText(merge.Text(), new SourceLocation(merge.File)))];

    /// <exception cref="DiagnosticException">A merge names, or makes, a piece that the vocabulary does not have.</exception>
    public static void Check(IReadOnlyList<(string Left, string Right)> merges, Vocabulary vocabulary, string file)
    {
        foreach (var (left, right) in merges)
        {
            foreach (var piece in new[] { left, right, left + right })
            {
                if (!vocabulary.Contains(piece))
                    throw new DiagnosticException(Problems.MergePieceUnknown.In(file, left, right, piece));
            }
        }
    }

    /// <exception cref="DiagnosticException">A byte has no piece, so that a text could lose it.</exception>
    public static void CheckAlphabet(Vocabulary vocabulary, string file)
    {
        var missing = ByteAlphabet.Characters.Where(character => !vocabulary.Contains(character.ToString())).ToArray();
        if (missing.Length > 0)
            throw new DiagnosticException(Problems.ByteAlphabetIncomplete.In(file, missing.Length, missing[0]));
    }

    private static (string, string) FromText(string text, SourceLocation place) =>
        text.Split(' ') is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw new DiagnosticException(Problems.MergeMalformed.At(place, text));
}
