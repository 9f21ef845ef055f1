using System.Text.RegularExpressions;

namespace Emotune.Texts;

/// <summary>Says what is cleaned off a text before a model reads it.</summary>
public enum CleaningStep
{
    /// <summary>Each http, https or www address becomes the word <c>[url]</c>.</summary>
    Urls,

    /// <summary>Each <c>u/name</c>, <c>/u/name</c> and <c>@name</c> becomes the word <c>[user]</c>.</summary>
    Usernames,

    /// <summary>White space is trimmed at both ends, and each run of it within the text becomes one space.</summary>
    Whitespace,
}

/// <summary>
/// Replaces what identifies or carries no language by a word. The steps always run in one order, however they were listed.
/// </summary>
internal sealed partial class TextCleaner(params IReadOnlyCollection<CleaningStep> steps)
{
    public const string UrlWord = "[url]";
    public const string UserWord = "[user]";

    /// <summary>The text itself where there is nothing to clean, so that it is not kept twice.</summary>
    public string Clean(string text)
    {
        var cleaned = Cleaned(text);
        return cleaned == text ? text : cleaned;
    }

    private string Cleaned(string text)
    {
        // Addresses first: one may have a user's name in its path, and none is left half replaced.
        if (steps.Contains(CleaningStep.Urls))
            text = Url().Replace(text, UrlWord);
        if (steps.Contains(CleaningStep.Usernames))
            text = UserName().Replace(text, UserWord);
        return steps.Contains(CleaningStep.Whitespace) ? WhiteSpaceRun().Replace(text, " ").Trim() : text;
    }

    // Stops before brackets and quotation marks, and before punctuation that ends a sentence rather than the address.
    [GeneratedRegex(@"\b(?:https?://|www\.)[^\s<>""\[\]{}|\\^`]*[^\s<>""\[\]{}|\\^`.,;:!?'()]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();

    // Not after a word character or a dot: neither e-mail addresses nor paths such as menu/file hold user names.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_/.])(?:/?u/|@)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpaceRun();
}
