namespace Emotune.Pipeline.Reporting;

/// <summary>A piece of a sentence: the program's words, or a name that somebody gave.</summary>
internal sealed record ProsePart(string Text, bool Given = false);

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

    public Prose Name(string text)
    {
        _parts.Add(new(text, Given: true));
        return this;
    }

    public string ToHtml() => string.Concat(_parts.Select(p => p.Given ? $"<strong>{Html.HtmlText.Isolated(p.Text)}</strong>" : Html.HtmlText.Escape(p.Text)));

    public string ToMarkdown() => string.Concat(_parts.Select(p => p.Given ? $"**{Markdown.MarkdownText.Escape(p.Text)}**" : p.Text));
}
