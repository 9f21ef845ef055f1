using Emotune.Model.Explanation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A comment as each run explained it.</summary>
/// <param name="Sides">In the order of the runs.</param>
internal sealed record ShownComment(int Row, IReadOnlyList<(RunResult Run, CommentAttribution Attribution)> Sides)
{
    /// <summary>Every label that is predicted is true, and the other way round: all those are explained.</summary>
    public static bool IsRight(CommentAttribution comment) =>
        comment.Labels.All(l => l.Predicted == comment.TrueLabels.Contains(l.Label))
            && comment.TrueLabels.All(t => comment.Labels.Any(l => l.Label == t));

    public CommentAttribution Any => Sides[0].Attribution;

    public bool AllRight => Sides.All(s => IsRight(s.Attribution));
}

/// <summary>Which of the explained comments the page has: right ones and wrong ones, the same for all runs.</summary>
internal static class ShownComments
{
    // The rest is in attributions.json; a page is read, not searched.
    private const int Most = 20;

    /// <summary>All that every run explained, by row: a card with an empty side would compare nothing.</summary>
    public static IReadOnlyList<ShownComment> All(IReadOnlyList<RunResult> runs)
    {
        var byRow = runs.Select(r => (Run: r, Rows: r.Attributions.DistinctBy(a => a.Row).ToDictionary(a => a.Row))).ToArray();
        return
        [
            .. byRow[0].Rows.Keys.Where(row => byRow.All(r => r.Rows.ContainsKey(row))).Order()
                .Select(row => new ShownComment(row, [.. byRow.Select(r => (r.Run, r.Rows[row]))])),
        ];
    }

    /// <summary>At most twenty, by row: half of them wrong in a run and half right in all, as far as there are so many of each.</summary>
    public static IReadOnlyList<ShownComment> Of(IReadOnlyList<ShownComment> all)
    {
        var (right, wrong) = (all.Where(c => c.AllRight).ToArray(), all.Where(c => !c.AllRight).ToArray());
        var rights = Math.Min(right.Length, Math.Max(Most / 2, Most - wrong.Length));
        return [.. right.Take(rights).Concat(wrong.Take(Most - rights)).OrderBy(c => c.Row)];
    }
}
