using System.Globalization;
using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>
/// What a folder's files say of special and added tokens. Where tokenizer_config.json has <c>added_tokens_decoder</c>, the other files
/// do not count. Else special_tokens_map.json wins over tokenizer_config.json, and added_tokens.json and tokenizer.json add theirs.
/// </summary>
internal sealed class SpecialTokenReader
{
    public const string UnknownKey = "unk_token", SeparatorKey = "sep_token", PadKey = "pad_token", ClassKey = "cls_token",
        MaskKey = "mask_token";

    private const string Ending = "_token", Extra = "extra_special_tokens", Additional = "additional_special_tokens";

    // In the order in which the reference adds them.
    private static readonly string[] Roles = ["bos_token", "eos_token", UnknownKey, SeparatorKey, PadKey, ClassKey, MaskKey];
    private static readonly string[] Needed = [UnknownKey, SeparatorKey, PadKey, ClassKey, MaskKey];

    private readonly TokenizerClass _class;
    private readonly Dictionary<string, AddedToken> _named = new(StringComparer.Ordinal), _listed = new(StringComparer.Ordinal);
    private readonly List<AddedToken> _extra = [];

    public SpecialTokenReader(string folder, JsonSection config, TokenizerClass of, PieceSource source)
    {
        _class = of;
        var decoder = config["added_tokens_decoder"];
        JsonSection[] files = decoder.IsNull
            ? [config, JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.SpecialTokensMap))]
            : [config];
        var named = NamedIn(files);
        var extra = ExtraIn(files);
        if (decoder.IsNull)
            List(AddedTokensOf(folder, [.. named.Values.Concat(extra).Select(Content)]).Concat(source.AddedTokens()), source, folder);
        else
            List(Decoded(decoder), source, decoder.File);
        foreach (var (key, section) in named)
            _named.Add(key, Resolve(key, section));
        _extra.AddRange(extra.Select(section => Resolve("", section)));
    }

    /// <summary>The content of a special token: as the files name it, else <paramref name="usual"/>.</summary>
    public string Content(string key, TokenizerClass usual) => _named.TryGetValue(key, out var token) ? token.Content : usual.Tokens[key];

    /// <summary>
    /// Adds all tokens in the reference's order: those that are listed with ids, in the order of these; the named ones; the further ones.
    /// </summary>
    /// <param name="file">The file of the vocabulary.</param>
    /// <exception cref="DiagnosticException">
    /// EXP3508: the vocabulary lacks a special token that no file names, and the class adds none.
    /// </exception>
    public void AddTo(AddedTokenList tokens, string file)
    {
        var roles = _named.Values.Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        foreach (var token in _listed.Values.OrderBy(token => token.Id))
            tokens.Add(token with { Special = token.Special || roles.Contains(token.Content) });
        var listed = tokens.ToList().Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        var others = _named.Where(named => !Roles.Contains(named.Key)).Select(named => named.Value);
        foreach (var token in Roles.SelectMany(OfRole).Concat(others).Concat(_extra).Where(token => !listed.Contains(token.Content)))
            tokens.Add(token);

        IEnumerable<AddedToken> OfRole(string key)
        {
            if (_named.TryGetValue(key, out var named))
                return [named];
            if (!_class.Tokens.TryGetValue(key, out var content))
                return [];
            if (tokens.Find(content) is not null || (_class.Unigram is not null && Needed.Contains(key)))
                return [Plain(key, content)];
            return Needed.Contains(key) ? throw new DiagnosticException(Problems.SpecialTokenMissing.In(file, content, key)) : [];
        }
    }

    /// <summary>An added token as JSON describes it, without its id.</summary>
    public static AddedToken Described(JsonSection token)
    {
        var special = token.AsObject()["special"].Flag(false);
        return new AddedToken(
            token["content"].Text(), 0, special, token["single_word"].Flag(false), token["lstrip"].Flag(false),
            token["rstrip"].Flag(false), token["normalized"].Flag(!special));
    }

    // Every key that ends so names a special token, whatever the model calls it. What is true or false is another setting.
    private static Dictionary<string, JsonSection> NamedIn(JsonSection[] files)
    {
        var named = new Dictionary<string, JsonSection>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var (key, value) in file.Members())
            {
                if (key.EndsWith(Ending, StringComparison.Ordinal) && !value.IsNull && (Roles.Contains(key) || IsToken(value)))
                    named[key] = value;
            }

            foreach (var (key, value) in file[Extra].IsObject ? file[Extra].Members() : [])
                named[key] = value;
        }

        return named;
    }

    private static List<JsonSection> ExtraIn(JsonSection[] files)
    {
        // The older name counts in a file that lacks the newer one, and in the second file only where nothing else is said.
        var own = files[0][Extra].IsNull ? files[0][Additional] : files[0][Extra];
        var others = files.Skip(1).Select(file => own.IsNull && file[Extra].IsNull ? file[Additional] : file[Extra]);
        return [.. others.Prepend(own).Where(list => !list.IsNull && !list.IsObject).SelectMany(list => list.Items())];
    }

    private static bool IsToken(JsonSection value) => value.IsObject || value.Element.ValueKind == JsonValueKind.String;

    private static string Content(JsonSection section) => section.IsObject ? section["content"].Text() : section.Text();

    private static IEnumerable<AddedToken> Decoded(JsonSection decoder)
    {
        foreach (var (name, section) in decoder.Members())
        {
            yield return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? Described(section) with { Id = id }
                : throw decoder.Wrong("an object whose names are ids");
        }
    }

    private static IEnumerable<AddedToken> AddedTokensOf(string folder, HashSet<string> special) =>
        JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.AddedTokens)).Members().Select(member => new AddedToken(
            member.Name, member.Value.Integer(), special.Contains(member.Name), Normalized: !special.Contains(member.Name)));

    private void List(IEnumerable<AddedToken> tokens, PieceSource source, string file)
    {
        foreach (var token in tokens)
        {
            source.RequireId(token, file);
            _listed[token.Content] = token;
        }
    }

    // What is listed with an id is described there; a bare name is described by the class.
    private AddedToken Resolve(string key, JsonSection section)
    {
        var content = Content(section);
        if (_listed.TryGetValue(content, out var listed))
            return listed with { Special = true };
        return section.IsObject ? Described(section) with { Special = true } : Plain(key, content);
    }

    private AddedToken Plain(string key, string content) => new(
        content, 0, Special: true, LeftStrip: key == MaskKey && _class.MaskTakesSpace, Normalized: _class.TokensAreNormalized);
}
