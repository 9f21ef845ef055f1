using System.Text.RegularExpressions;

namespace Emotune.Tokenization.Unicode.Steps;

/// <summary>Puts a content in the stead of each match. All of it has the place of the match's last character.</summary>
/// <param name="Pattern">A text, or a regular expression that means the same in .NET as in the reference's library.</param>
internal sealed record ReplaceStep(string Pattern, bool IsExpression, string Content) : NormalizationStep
{
    /// <summary>The expressions that are known to mean the same in both libraries.</summary>
    public static readonly IReadOnlyList<string> Expressions = [" {2,}", @"\s{2,}|[\n\r\t]", @"\s+", @"\s{2,}", @"[\n\r\t]"];

    private readonly Regex _matches = new(IsExpression ? Pattern : Regex.Escape(Pattern), RegexOptions.CultureInvariant);

    public override string Description => $"Replace ('{Pattern}', '{Content}')";

    public override bool Rewrite(NormalizedText source, NormalizedText target)
    {
        var done = 0;
        foreach (var match in _matches.EnumerateMatches(source.Chars))
        {
            var end = match.Index + match.Length;
            target.Append(source, done, match.Index);
            foreach (var character in Content.EnumerateRunes())
                target.Add(character.Value, source.Start(end - 1), source.End(end - 1));
            done = end;
        }

        target.Append(source, done, source.Length);
        return done > 0;
    }

    public bool Equals(ReplaceStep? other) =>
        other is not null && (Pattern, IsExpression, Content) == (other.Pattern, other.IsExpression, other.Content);

    public override int GetHashCode() => HashCode.Combine(Pattern, IsExpression, Content);
}
