namespace Emotune.Tokenization.Unicode.Steps;

/// <summary>Takes the white space away that the text begins or ends with.</summary>
internal sealed record StripStep(bool Left, bool Right) : NormalizationStep
{
    public override string Description => $"Strip (left {(Left ? "true" : "false")}, right {(Right ? "true" : "false")})";

    public override bool Rewrite(NormalizedText source, NormalizedText target)
    {
        var from = Left ? AddedTokenFinder.LeadingWhiteSpace(source.Chars) : 0;
        var to = source.Length - (Right ? AddedTokenFinder.TrailingWhiteSpace(source.Chars) : 0);
        if (from == 0 && to == source.Length)
            return false;
        target.Append(source, from, Math.Max(from, to));
        return true;
    }
}
