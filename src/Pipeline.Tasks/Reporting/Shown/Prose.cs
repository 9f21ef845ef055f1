namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A piece of a sentence: the program's words, a name that somebody gave, or something to type.</summary>
internal sealed record ProsePart(string Text, bool Given = false, int Limit = 0, bool Typed = false);

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

    /// <summary>A key or a command.</summary>
    public Prose Code(string text)
    {
        _parts.Add(new(text, Typed: true));
        return this;
    }

    public Prose Add(Prose other)
    {
        _parts.AddRange(other.Parts);
        return this;
    }

    public string ToHtml() => string.Concat(_parts.Select(Html));

    public string ToMarkdown() => string.Concat(_parts.Select(Markdown));

    private static string Html(ProsePart part) => part switch
    {
        { Given: true } => $"<strong>{Reporting.Html.HtmlText.Isolated(part.Text, part.Limit)}</strong>",
        { Typed: true } => $"<code>{Reporting.Html.HtmlText.Escape(part.Text)}</code>",
        _ => Reporting.Html.HtmlText.Escape(part.Text),
    };

    private static string Markdown(ProsePart part) => part switch
    {
        { Given: true } => $"**{Reporting.Markdown.MarkdownText.Escape(part.Text, part.Limit)}**",
        { Typed: true } => Reporting.Markdown.MarkdownText.Code(part.Text),
        _ => part.Text,
    };
}
