using System.Text.Unicode;
using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization.Readers;

/// <summary>A piece of a SentencePiece model.</summary>
/// <param name="Score">Its log probability.</param>
internal readonly record struct SentencePiece(string Text, double Score, SentencePieceType Type);

/// <summary>What a piece is, by the numbers of SentencePiece.</summary>
internal enum SentencePieceType
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

/// <summary>A model file of SentencePiece: its pieces and its character map.</summary>
internal sealed record SentencePieceModel(string File, IReadOnlyList<SentencePiece> Pieces, int UnknownId, CharacterMap? Map)
{
    private const string Unigram = "Unigram";

    private static readonly string[] Kinds = [Unigram, "BPE", "Word", "Char"];

    /// <exception cref="DiagnosticException">EXP4050, EXP4052: it is no such file; EXP4051: its model is of another kind.</exception>
    public static SentencePieceModel Read(string path)
    {
        try
        {
            return Read(path, TokenizerFolder.ReadRaw(path));
        }
        catch (InvalidDataException exception)
        {
            throw new DiagnosticException(Problems.SentencePieceMalformed.In(path, exception.Message));
        }
    }

    private static SentencePieceModel Read(string path, ReadOnlySpan<byte> bytes)
    {
        var pieces = new List<SentencePiece>();
        var (unknown, map) = (0, (byte[]?)null);
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1)
                pieces.Add(ReadPiece(reader.Content, pieces.Count));
            else if (reader.Field == 2)
                unknown = ReadTrainer(path, reader.Content);
            else if (reader.Field == 3)
                map = ReadMap(reader.Content);
        }

        if (pieces.Count == 0)
            throw new InvalidDataException("It has no pieces");
        if (unknown < 0 || unknown >= pieces.Count)
            throw new InvalidDataException($"The unknown piece's id is {unknown}, and there are {pieces.Count} pieces");
        return new SentencePieceModel(path, pieces, unknown, map is { Length: > 0 } ? CharacterMap.Read(map, path) : null);
    }

    private static SentencePiece ReadPiece(ReadOnlySpan<byte> message, int id)
    {
        var (text, score, type) = ("", 0.0, SentencePieceType.Normal);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
                text = Utf8.IsValid(reader.Content) ? System.Text.Encoding.UTF8.GetString(reader.Content) : throw Wrong("no UTF-8");
            else if (reader.Field == 2)
                score = float.IsFinite(reader.Single) ? reader.Single : throw Wrong("a score that is no finite number");
            else if (reader.Field == 3)
                type = (SentencePieceType)Math.Min(reader.Number, int.MaxValue);
        }

        return text.Length > 0 ? new SentencePiece(text, score, type) : throw Wrong("no text");

        InvalidDataException Wrong(string what) => new($"The piece {id} has {what}");
    }

    /// <summary>The id of the unknown piece.</summary>
    private static int ReadTrainer(string path, ReadOnlySpan<byte> message)
    {
        var (kind, bytes, unknown) = (1ul, false, 0);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 3)
                kind = reader.Number;
            else if (reader.Field == 35)
                bytes = reader.Number != 0;
            else if (reader.Field == 40)
                unknown = (int)(long)reader.Number;
        }

        var named = kind is >= 1 and <= 4 ? Kinds[kind - 1] : $"{kind}";
        return named == Unigram && !bytes
            ? unknown
            : throw new DiagnosticException(Problems.SentencePieceUnsupported.In(path, named, bytes ? "with" : "without"));
    }

    private static byte[]? ReadMap(ReadOnlySpan<byte> message)
    {
        byte[]? map = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
                map = reader.Content.ToArray();
        }

        return map;
    }
}
