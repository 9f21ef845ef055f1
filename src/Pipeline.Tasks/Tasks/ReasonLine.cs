using Emotune.Diagnostics;

namespace Emotune.Pipeline.Tasks;

/// <summary>Why a stage runs again, as one line for people.</summary>
internal static class ReasonLine
{
    private const int Longest = 200;
    private const string Separator = "; ";

    /// <summary>As many whole reasons as have room in 200 characters, and how many are left out.</summary>
    public static string Of(IReadOnlyList<string> reasons)
    {
        var line = MessageText.Escape(string.Join(Separator, reasons));
        if (line.Length <= Longest)
            return line;
        for (var kept = reasons.Count - 1; kept > 0; kept--)
        {
            var shorter = MessageText.Escape(string.Join(Separator, reasons.Take(kept))) + $"{Separator}{reasons.Count - kept} more";
            if (shorter.Length <= Longest)
                return shorter;
        }

        var whole = char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1;
        return line[..whole] + "…";
    }
}
