namespace Emotune.Model.Lora;

/// <summary>How often a regular expression repeats what is before it: <c>{n}</c>, <c>{n,}</c>, <c>{,m}</c> or <c>{n,m}</c>.</summary>
/// <param name="Length">Characters, brackets included.</param>
/// <param name="IsFixed">Whether every match repeats it equally often.</param>
internal readonly record struct RepetitionBounds(int Length, bool IsFixed)
{
    /// <returns>Null where the text begins with a bracket that means itself.</returns>
    public static RepetitionBounds? At(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('}');
        if (end < 2)
            return null;
        var bounds = text[1..end].ToString().Split(',');
        return bounds.Length > 2 || !bounds.All(bound => bound.All(char.IsAsciiDigit))
            ? null
            : new RepetitionBounds(end + 1, bounds[0].Length > 0 && bounds[0] == bounds[^1]);
    }
}
