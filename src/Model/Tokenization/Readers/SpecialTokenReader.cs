using Emotune.Model.Diagnostics;

namespace Emotune.Model.Tokenization.Readers;

/// <summary>
/// What special_tokens_map.json, tokenizer_config.json and added_tokens.json say of a tokenizer's special and added tokens.
/// </summary>
internal sealed class SpecialTokenReader(string folder)
{
    private static readonly string[] Roles = ["pad", "cls", "sep", "mask", "unk"];
    private static readonly string[] WordPieceNames = ["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"];
    private static readonly string[] ByteLevelNames = ["<pad>", "<s>", "</s>", "<mask>", "<unk>"];

    private readonly JsonSection _map = JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.SpecialTokensMap));

    public JsonSection Config { get; } = JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.Config));

    /// <summary>The ids of the five roles; those given win over the files, the files over the family's usual names.</summary>
    /// <param name="file">The file that has the vocabulary.</param>
    public SpecialIds Ids(PieceSpec pieces, Vocabulary vocabulary, string file, int? start = null, int? end = null, string? unknown = null)
    {
        return new SpecialIds(Find(0, null), start ?? Find(1, null), end ?? Find(2, null), Find(3, null), Find(4, unknown));

        int Find(int role, string? given)
        {
            var content = given ?? Content(pieces, role);
            return vocabulary.Find(content)
                ?? throw new DiagnosticException(Problems.SpecialTokenMissing.In(file, content, $"{Roles[role]}_token"));
        }
    }

    public string Content(PieceSpec pieces, int role)
    {
        var declared = Declared(role);
        var usual = (pieces is WordPieceSpec ? WordPieceNames : ByteLevelNames)[role];
        return declared.IsNull ? usual : declared.IsObject ? declared["content"].Text() : declared.Text();
    }

    public string UnknownContent(bool wordPiece) => Content(wordPiece ? new WordPieceSpec("", "", 0) : new ByteLevelSpec([], false), 4);

    /// <summary>Whether texts that are too long lose their beginning.</summary>
    public bool TruncateLeft()
    {
        var side = Config["truncation_side"];
        side.MustBe(side.OptionalText() is null or "left" or "right", "left, right");
        return side.OptionalText() == "left";
    }

    /// <summary>Entries that added_tokens.json and added_tokens_decoder add to a vocabulary file's.</summary>
    public IEnumerable<(string Piece, int Id)> ExtraEntries()
    {
        foreach (var (content, id) in JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.AddedTokens)).Members())
            yield return (content, id.Integer());
        foreach (var (id, token) in Decoder())
            yield return (token["content"].Text(), id);
    }

    /// <summary>The added tokens of a folder without tokenizer.json, of each content the last one described.</summary>
    public IReadOnlyList<AddedToken> AddedTokens(PieceSpec pieces, Vocabulary vocabulary, string file)
    {
        var tokens = new Dictionary<string, AddedToken>(StringComparer.Ordinal);
        foreach (var (content, _) in JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.AddedTokens)).Members())
            Add(new AddedToken(content, 0, Special: false, Normalized: true), "added_tokens");
        for (var role = 0; role < Roles.Length; role++)
        {
            var (declared, name) = (Declared(role), $"{Roles[role]}_token");
            // RoBERTa's mask takes the space before it, unless it is described otherwise.
            Add(declared.IsObject
                ? Described(declared, special: true)
                : new AddedToken(Content(pieces, role), 0, Special: true, LeftStrip: role == 3 && pieces is ByteLevelSpec), name);
        }

        foreach (var section in new[] { _map["additional_special_tokens"], Config["additional_special_tokens"] })
        {
            foreach (var item in section.IsNull ? [] : section.Items())
                Add(item.IsObject ? Described(item, special: true) : new AddedToken(item.Text(), 0, Special: true), section.Path);
        }

        foreach (var (_, token) in Decoder())
            Add(Described(token, token["special"].Flag(false)), token.Path);
        return [.. tokens.Values.OrderBy(token => token.Id)];

        void Add(AddedToken token, string name) => tokens[token.Content] = token with
        {
            Id = vocabulary.Find(token.Content)
                ?? throw new DiagnosticException(Problems.SpecialTokenMissing.In(file, token.Content, name)),
        };
    }

    /// <summary>An added token as JSON describes it, without its id.</summary>
    public static AddedToken Described(JsonSection token, bool special) => new(
        token.AsObject()["content"].Text(), 0, special,
        token["single_word"].Flag(false), token["lstrip"].Flag(false), token["rstrip"].Flag(false), token["normalized"].Flag(!special));

    private JsonSection Declared(int role)
    {
        var key = $"{Roles[role]}_token";
        return _map[key].IsNull ? Config[key] : _map[key];
    }

    private IEnumerable<(int Id, JsonSection Token)> Decoder()
    {
        var decoder = Config["added_tokens_decoder"];
        foreach (var (name, token) in decoder.IsNull ? [] : decoder.Members())
        {
            yield return int.TryParse(
                name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
                ? (id, token)
                : throw decoder.Wrong("an object whose names are ids");
        }
    }
}
