namespace Emotune.Model.Resampling;

/// <summary>
/// Holm's step-down adjustment of p-values (1979): the chance of a single false finding in the family stays below the level.
/// </summary>
internal static class Holm
{
    /// <summary>Undefined differences are no part of the family.</summary>
    public static IReadOnlyList<PairedDifference> Adjust(IReadOnlyList<PairedDifference> family)
    {
        int[] ascending = [.. Enumerable.Range(0, family.Count).Where(i => family[i].PValue is not null).OrderBy(i => family[i].PValue)];
        var adjusted = family.ToArray();
        var highest = 0.0;
        for (var rank = 0; rank < ascending.Length; rank++)
        {
            var difference = family[ascending[rank]];
            highest = Math.Max(highest, Math.Min(1, difference.PValue!.Value * (ascending.Length - rank)));
            adjusted[ascending[rank]] = difference with { AdjustedPValue = highest };
        }
        return adjusted;
    }
}
