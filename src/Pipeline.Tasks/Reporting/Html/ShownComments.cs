using Emotune.Model.Explanation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A comment as each run explained it; null for one that did not.</summary>
/// <param name="Sides">In the order of the runs.</param>
internal sealed record ShownComment(int Row, IReadOnlyList<(RunResult Run, CommentAttribution? Attribution)> Sides)
{
    /// <summary>Every label that is predicted is true, and the other way round: all those are explained.</summary>
    public static bool IsRight(CommentAttribution comment) =>
        comment.Labels.All(l => l.Predicted == comment.TrueLabels.Contains(l.Label))
            && comment.TrueLabels.All(t => comment.Labels.Any(l => l.Label == t));

    public CommentAttribution Any => Sides.Select(s => s.Attribution).First(a => a is not null)!;

    public bool AllRight => Sides.All(s => s.Attribution is null || IsRight(s.Attribution));
}

/// <summary>Which of the explained comments the page has: right ones and wrong ones, the same for all runs.</summary>
internal static class ShownComments
{
    // The rest is in attributions.json; a page is read, not searched.
    private const int Most = 20;

    /// <summary>All that were explained, by row.</summary>
    public static IReadOnlyList<ShownComment> All(IReadOnlyList<RunResult> runs) =>
    [
        .. runs.SelectMany(r => r.Attributions.Select(a => a.Row)).Distinct().Order()
            .Select(row => new ShownComment(row, [.. runs.Select(r => (r, r.Attributions.FirstOrDefault(a => a.Row == row)))])),
    ];

    /// <summary>At most twenty, by row: half of them wrong in a run and half right in all, as far as there are so many of each.</summary>
    public static IReadOnlyList<ShownComment> Of(IReadOnlyList<ShownComment> all)
    {
        var (right, wrong) = (all.Where(c => c.AllRight).ToArray(), all.Where(c => !c.AllRight).ToArray());
        var rights = Math.Min(right.Length, Math.Max(Most / 2, Most - wrong.Length));
        return [.. right.Take(rights).Concat(wrong.Take(Most - rights)).OrderBy(c => c.Row)];
    }
}
