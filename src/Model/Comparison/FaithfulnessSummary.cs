using Emotune.Model.Explanation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>Faithfulness over a run's explained comments, right and wrong ones apart.</summary>
internal static class FaithfulnessSummary
{
    public static RunFaithfulness Of(ExplainedRun run, BootstrapOptions options)
    {
        var comments = run.Seeds.SelectMany(s => s.Attributions).ToList();
        var right = comments.Where(IsRight).ToList();
        var wrong = comments.Where(c => !IsRight(c)).ToList();
        return new RunFaithfulness(
            run.Name, right.Count, wrong.Count,
            comments.SelectMany(c => c.Labels).Select(l => (double?)l.AdditivityError).Max(),
            comments.Count(c => c.Sampled),
            [
                .. Group(DecidedComments.All, comments, options),
                .. Group(DecidedComments.Right, right, options),
                .. Group(DecidedComments.Wrong, wrong, options),
            ]);
    }

    /// <summary>Explained are the labels predicted or true, so that these decide.</summary>
    private static bool IsRight(CommentAttribution comment) => comment.Labels.All(l => l.Predicted == comment.TrueLabels.Contains(l.Label));

    private static IEnumerable<FaithfulnessGroup> Group(
        DecidedComments decided, IEnumerable<CommentAttribution> attributions, BootstrapOptions options)
    {
        double[][] comments = [.. attributions
            .Where(a => a.Players.Count > 0)
            .SelectMany(a => a.Labels.Select(l => (a.Row, l.Faithfulness)))
            .Where(l => l.Faithfulness is not null)
            .GroupBy(l => l.Row, l => l.Faithfulness!)
            .Select(Figures)];
        if (comments.Length == 0)
            yield break;
        var means = MeanOverComments.Of(comments, options);
        yield return new FaithfulnessGroup(decided, comments.Length, means[0], means[1], means[2], means[3], means[4]);
    }

    private static double[] Figures(IEnumerable<Faithfulness> labels)
    {
        var all = labels.ToList();
        return
        [
            all.Average(f => f.Comprehensiveness), all.Average(f => f.Sufficiency), all.Average(f => f.Area),
            all.Average(f => f.RandomArea),
            all.Average(f => f.Area - f.RandomArea),
        ];
    }
}
