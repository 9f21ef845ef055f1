using System.Text;
using System.Text.Unicode;
using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Tokenization.Readers;

/// <summary>Finds a folder's tokenizer and reads its files.</summary>
internal static class TokenizerFolder
{
    /// <summary>The model's own file, which names its type: the tokenizer's class follows from it where nothing else says.</summary>
    public const string ModelConfig = "config.json";

    public const string TokenizerJson = "tokenizer.json", VocabularyText = "vocab.txt", VocabularyJson = "vocab.json",
        Merges = "merges.txt",
        XlmRobertaModel = "sentencepiece.bpe.model", DebertaModel = "spm.model",
        Config = "tokenizer_config.json", SpecialTokensMap = "special_tokens_map.json", AddedTokens = "added_tokens.json";

    /// <summary>The names that models of SentencePiece have.</summary>
    public static readonly IReadOnlyList<string> Models = [XlmRobertaModel, DebertaModel];

    public static readonly IReadOnlyList<string> Names =
        [TokenizerJson, VocabularyText, VocabularyJson, Merges, Config, SpecialTokensMap, AddedTokens, .. Models];

    /// <summary>The files of which one is enough to know the word pieces.</summary>
    public static readonly IReadOnlyList<string> Vocabularies = [TokenizerJson, VocabularyText, VocabularyJson, .. Models];

    /// <summary>The tokenizer's files in a folder, in a fixed order.</summary>
    /// <exception cref="DiagnosticException">EXP3503: what has such a name is not a regular file.</exception>
    public static IReadOnlyList<string> FilesIn(string folder) => [.. Names.Select(name => Path.Combine(folder, name)).Where(IsThere)];

    /// <summary>Whether a folder has a vocabulary.</summary>
    public static bool IsIn(string folder) =>
        Vocabularies.Any(name => IsThere(Path.Combine(folder, name)));

    /// <summary>Whether there is a file of that name.</summary>
    /// <exception cref="DiagnosticException">EXP3503: it is not a regular file, so that another one must not be taken silently.</exception>
    public static bool IsThere(string path)
    {
        if (RegularFile.IsAt(path))
            return true;
        return !Path.Exists(path) && new FileInfo(path).LinkTarget is null
            ? false
            : throw new DiagnosticException(Problems.TokenizerFileNotRead.In(path, "It is not a regular file."));
    }

    /// <summary>Reads the tokenizer of a folder as Transformers does.</summary>
    public static TokenizerSpec Read(string folder)
    {
        var has = FilesIn(folder).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        var config = JsonSection.ReadIfThere(Path.Combine(folder, Config));
        var named = TokenizerClass.Find(folder, config);
        // A class that follows tokenizer.json has nothing to follow where there is none.
        var follows = named is null or { Kind: TokenizerKind.Json };
        var source = Pieces(folder, has, follows ? null : named);
        if (follows && source.Json is null)
            (named, follows) = (UnnamedFor(source), false);
        var spec = follows
            ? TokenizerJsonReader.Read(folder, config, named ?? TokenizerClass.Json, source)
            : ClassReader.Read(folder, config, named!, source);
        return spec with { Notice = Disagreement.In(spec, source, config) };
    }

    private static TokenizerClass UnnamedFor(PieceSource source) => source.Kind == TokenizerKind.Unigram
        ? TokenizerClass.OfModel(Path.GetFileName(source.File))
        : TokenizerClass.Unnamed(source.Kind);

    /// <param name="named">The class that reads the folder; null where none is named.</param>
    private static PieceSource Pieces(string folder, HashSet<string?> has, TokenizerClass? named)
    {
        if (has.Contains(TokenizerJson))
            return PieceSource.FromJson(JsonSection.Read(Path.Combine(folder, TokenizerJson)));
        if (named?.Unigram is { } unigram && Model(unigram) is { } own)
            return PieceSource.FromModel(Path.Combine(folder, own), unigram);
        if (has.Contains(VocabularyText))
            return PieceSource.FromText(folder);
        if (has.Contains(VocabularyJson) && has.Contains(Merges))
            return PieceSource.FromPairs(folder);
        if (has.Contains(VocabularyJson) || has.Contains(Merges))
        {
            var (found, missing) = has.Contains(Merges) ? (Merges, VocabularyJson) : (VocabularyJson, Merges);
            throw new DiagnosticException(Problems.TokenizerHalf.In(folder, found, missing));
        }

        return Model(null) is { } model
            ? PieceSource.FromModel(Path.Combine(folder, model), TokenizerClass.OfModel(model).Unigram!)
            : throw new DiagnosticException(Problems.TokenizerNotFound.In(folder, folder));

        string? Model(UnigramClass? of) => Models.Where(has.Contains).OrderByDescending(name => name == of?.ModelFile).FirstOrDefault();
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="DiagnosticException">EXP3503: it cannot be read.</exception>
    public static byte[] ReadRaw(string path)
    {
        try
        {
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.TokenizerFileNotRead.In(path, exception.Message));
        }
    }

    /// <summary>The bytes of a UTF-8 file.</summary>
    /// <exception cref="DiagnosticException">EXP3503: it cannot be read; EXP3504: it is not UTF-8.</exception>
    public static byte[] ReadBytes(string path)
    {
        var bytes = ReadRaw(path);
        if (!Utf8.IsValid(bytes))
            throw new DiagnosticException(Problems.TokenizerFileNotUtf8.At(FirstInvalid(path, bytes)));
        return bytes;
    }

    private static SourceLocation FirstInvalid(string path, ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return new SourceLocation(path, bytes[..at].Count((byte)'\n') + 1, at - bytes[..at].LastIndexOf((byte)'\n'));
    }

    /// <summary>The file's lines, without an empty one at its end.</summary>
    public static string[] ReadLines(string path)
    {
        var text = System.Text.Encoding.UTF8.GetString(ReadBytes(path));
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
