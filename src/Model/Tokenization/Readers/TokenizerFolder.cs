using System.Text;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Tokenization.Readers;

/// <summary>Finds a folder's tokenizer and reads its files.</summary>
internal static class TokenizerFolder
{
    public const string TokenizerJson = "tokenizer.json", VocabularyText = "vocab.txt", VocabularyJson = "vocab.json",
        Merges = "merges.txt",
        Config = "tokenizer_config.json", SpecialTokensMap = "special_tokens_map.json", AddedTokens = "added_tokens.json";

    public static readonly IReadOnlyList<string> Names =
        [TokenizerJson, VocabularyText, VocabularyJson, Merges, Config, SpecialTokensMap, AddedTokens];

    public static IReadOnlyList<string> FilesIn(string folder) => [.. Names.Select(name => Path.Combine(folder, name)).Where(File.Exists)];

    public static TokenizerSpec Read(string folder)
    {
        var has = Names.Where(name => File.Exists(Path.Combine(folder, name))).ToHashSet(StringComparer.Ordinal);
        if (has.Contains(TokenizerJson))
            return TokenizerJsonReader.Read(folder);
        if (has.Contains(VocabularyText))
            return SeparateFilesReader.ReadWordPiece(folder);
        if (has.Contains(VocabularyJson) && has.Contains(Merges))
            return SeparateFilesReader.ReadByteLevel(folder);
        if (has.Contains(VocabularyJson) || has.Contains(Merges))
        {
            var (found, missing) = has.Contains(Merges) ? (Merges, VocabularyJson) : (VocabularyJson, Merges);
            throw new DiagnosticException(Problems.TokenizerHalf.In(folder, found, missing));
        }

        throw new DiagnosticException(Problems.TokenizerNotFound.In(folder, folder));
    }

    /// <summary>A UTF-8 file's text.</summary>
    public static string ReadText(string path)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new DiagnosticException(Problems.TokenizerFileNotUtf8.In(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.TokenizerFileNotRead.In(path, exception.Message));
        }
    }

    /// <summary>The file's lines, without an empty one at its end.</summary>
    public static string[] ReadLines(string path)
    {
        var text = ReadText(path);
        if (text.EndsWith('\n'))
            text = text[..^1];
        var lines = text.Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].EndsWith('\r'))
                lines[index] = lines[index][..^1];
        }

        return lines;
    }
}
