using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization.Readers;

/// <summary>What a tokenizer class takes from a folder's vocabulary files, or from tokenizer.json.</summary>
/// <param name="File">The file of the vocabulary.</param>
/// <param name="Merges">Empty but for byte-level BPE.</param>
/// <param name="Json">The content of tokenizer.json; null where the vocabulary has files of its own.</param>
internal sealed record PieceSource(
    string File, TokenizerKind Kind, Vocabulary Vocabulary, IReadOnlyList<(string Left, string Right)> Merges, JsonSection? Json)
{
    private const string WordPiece = "WordPiece", Bpe = "BPE", UnigramName = "Unigram";

    /// <summary>What a Unigram vocabulary has besides; null for other kinds.</summary>
    public UnigramSource? Unigram { get; private init; }

    // Added tokens that a SentencePiece model names.
    private IReadOnlyList<AddedToken> Named { get; init; } = [];

    /// <summary>Reads vocab.txt.</summary>
    public static PieceSource FromText(string folder)
    {
        var path = Path.Combine(folder, TokenizerFolder.VocabularyText);
        return new PieceSource(path, TokenizerKind.WordPiece, Vocabulary.FromLines(TokenizerFolder.ReadLines(path)), [], null);
    }

    /// <summary>Reads vocab.json and merges.txt.</summary>
    public static PieceSource FromPairs(string folder)
    {
        var (path, mergesPath) =
            (Path.Combine(folder, TokenizerFolder.VocabularyJson), Path.Combine(folder, TokenizerFolder.Merges));
        var vocabulary = Vocabulary.Create(Entries(JsonSection.Read(path)), path);
        var merges = MergeList.FromLines(TokenizerFolder.ReadLines(mergesPath), mergesPath);
        MergeList.Check(merges, vocabulary, mergesPath);
        MergeList.CheckAlphabet(vocabulary, path);
        return new PieceSource(path, TokenizerKind.ByteLevel, vocabulary, merges, null);
    }

    /// <summary>Reads a SentencePiece model, in the order that a class gives its pieces.</summary>
    public static PieceSource FromModel(string path, UnigramClass of)
    {
        var model = SentencePieceModel.Read(path);
        var pieces = of.Pieces(model);
        var source = FromPieces(path, pieces, model.UnknownId, model.Map, null);
        var named = model.Pieces.Where(piece => piece.Type is SentencePieceType.Control or SentencePieceType.UserDefined);
        return source with
        {
            Named = [.. named.Where(piece => source.Vocabulary.Contains(piece.Text)).Select(piece => new AddedToken(
                piece.Text, source.Vocabulary.Find(piece.Text)!.Value, piece.Type == SentencePieceType.Control))],
        };
    }

    /// <summary>Reads the model of tokenizer.json.</summary>
    public static PieceSource FromJson(JsonSection root)
    {
        var model = root["model"];
        var type = model.Type(WordPiece, Bpe, UnigramName);
        if (type == UnigramName)
        {
            var pieces = UnigramReader.Pieces(model["vocab"]);
            return FromPieces(
                root.File, pieces, UnigramReader.UnknownId(model, pieces.Count), NormalizerReader.FindMap(root["normalizer"]), root);
        }

        var kind = type == WordPiece ? TokenizerKind.WordPiece : TokenizerKind.ByteLevel;
        // A name that is no text is reported before the many entries.
        _ = model["unk_token"].OptionalText();
        var vocabulary = Vocabulary.Create(Entries(model["vocab"]), root.File);
        IReadOnlyList<(string, string)> merges = kind == TokenizerKind.WordPiece ? [] : MergeList.FromJson(model["merges"]);
        if (kind == TokenizerKind.ByteLevel)
        {
            MergeList.Check(merges, vocabulary, root.File);
            MergeList.CheckAlphabet(vocabulary, root.File);
        }

        return new PieceSource(root.File, kind, vocabulary, merges, root);
    }

    /// <summary>The added tokens of tokenizer.json or of a SentencePiece model, with their ids.</summary>
    /// <exception cref="DiagnosticException">EXP3512: one has another id in the vocabulary.</exception>
    public IReadOnlyList<AddedToken> AddedTokens()
    {
        var tokens = new List<AddedToken>(Named);
        foreach (var item in Json is not { } json || json["added_tokens"].IsNull ? [] : json["added_tokens"].Items())
        {
            var token = SpecialTokenReader.Described(item) with { Id = item["id"].Integer() };
            tokens.Add(token);
            RequireId(token, File);
        }

        return tokens;
    }

    /// <exception cref="DiagnosticException">EXP3512: the token has another id in the vocabulary.</exception>
    public void RequireId(AddedToken token, string file)
    {
        if (Vocabulary.Find(token.Content) is { } id && id != token.Id)
            throw new DiagnosticException(Problems.AddedTokenIdDiffers.In(file, token.Content, token.Id, id));
    }

    private static PieceSource FromPieces(
        string file, IReadOnlyList<(string Piece, double Score)> pieces, int unknown, CharacterMap? map, JsonSection? json)
    {
        var vocabulary = Vocabulary.Create([.. pieces.Select((entry, id) => (entry.Piece, id))], file);
        return new PieceSource(file, TokenizerKind.Unigram, vocabulary, [], json)
        {
            Unigram = new UnigramSource([.. pieces.Select(entry => entry.Score)], unknown, map),
        };
    }

    private static List<(string Piece, int Id)> Entries(JsonSection vocabulary) =>
        [.. vocabulary.Members().Select(member => (member.Name, member.Value.Integer()))];
}
