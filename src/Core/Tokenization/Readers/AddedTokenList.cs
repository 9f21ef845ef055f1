namespace Emotune.Tokenization.Readers;

/// <summary>Added tokens as Hugging Face's library collects them: a piece of the model keeps its id, a new token gets the next.</summary>
internal sealed class AddedTokenList(Vocabulary model)
{
    private readonly Dictionary<string, AddedToken> _tokens = new(StringComparer.Ordinal);
    private int _next = model.PieceCount;

    public bool Has(string content) => _tokens.ContainsKey(content);

    public int? Find(string content) => _tokens.TryGetValue(content, out var token) ? token.Id : model.Find(content);

    /// <summary>Adds a token, or describes one anew; the id that it comes with does not count.</summary>
    public void Add(AddedToken token)
    {
        if (token.Content.Length > 0)
            Place(token with { Id = Find(token.Content) ?? _next });
    }

    /// <summary>Adds a token with the id that it comes with.</summary>
    public void Place(AddedToken token)
    {
        _tokens[token.Content] = token;
        _next = Math.Max(_next, token.Id + 1);
    }

    /// <summary>The tokens, by id.</summary>
    public IReadOnlyList<AddedToken> ToList() => [.. _tokens.Values.OrderBy(token => token.Id)];
}
