namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A piece of a sentence: the program's words, or a name that somebody gave.</summary>
internal sealed record ProsePart(string Text, bool Given = false, int Limit = 0);

/// <summary>A sentence that the page and the Markdown write each in their own way.</summary>
internal sealed class Prose
{
    private readonly List<ProsePart> _parts = [];

    public IReadOnlyList<ProsePart> Parts => _parts;

    public Prose Say(string text)
    {
        _parts.Add(new(text));
        return this;
    }

    public Prose Name(string text, int limit = 80)
    {
        _parts.Add(new(text, Given: true, limit));
        return this;
    }

    public string ToHtml() =>
        string.Concat(
            _parts.Select(p => p.Given ? $"<strong>{Html.HtmlText.Isolated(p.Text, p.Limit)}</strong>" : Html.HtmlText.Escape(p.Text)));

    public string ToMarkdown() =>
        string.Concat(_parts.Select(p => p.Given ? $"**{Markdown.MarkdownText.Escape(p.Text, p.Limit)}**" : p.Text));
}
