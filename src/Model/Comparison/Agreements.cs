using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>A comparison's agreement, in all and comment by comment.</summary>
internal sealed record AgreementResult(AgreementReport Report, IReadOnlyList<CommentAgreement> Comments);

/// <summary>Whether runs look at the same words, against what seeds of one run and shuffled words come to.</summary>
internal static class Agreements
{
    public const string TopOverlap = "top_overlap";
    public const string RankBiasedOverlap = "rank_biased_overlap";
    public const string KendallTau = "kendall_tau_b";

    /// <summary>Comments have a dozen words: their key words are a few.</summary>
    public const int TopWords = 3;

    /// <summary>The first five words then have 86 % of the weight.</summary>
    public const double Persistence = 0.8;

    public const int Shuffles = 20;

    public static IReadOnlyList<string> Names { get; } = [TopOverlap, RankBiasedOverlap, KendallTau];

    /// <param name="pairs">Of runs that are held against each other.</param>
    /// <param name="runs">All; where there is no pair, each is looked at over its own seeds.</param>
    public static AgreementResult Of(
        IReadOnlyList<ExplainedRun> runs, IReadOnlyList<(ExplainedRun First, ExplainedRun Second)> pairs, BootstrapOptions options)
    {
        var concerned = pairs.Count == 0 ? runs : [.. pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct()];
        AgreementPairs[] groups =
        [
            .. pairs.Select(p => AgreementPairs.OfRuns(p.First, p.Second)),
            .. concerned.Where(r => r.Seeds.Count > 1).Select(AgreementPairs.OfSeeds),
        ];
        var compared = groups.Where(g => g.Comments.Count > 0).ToList();
        return new AgreementResult(
            new AgreementReport(TopWords, Persistence, Shuffles, [.. compared.Select(g => Group(g, options))]),
            [.. compared.SelectMany(g => g.Comments)]);
    }

    /// <summary>One value for each of <see cref="Names"/>.</summary>
    internal static double?[] Measure(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
    [
        RankAgreement.TopOverlap(first, second, TopWords),
        RankAgreement.RankBiasedOverlap(first, second, Persistence),
        RankAgreement.KendallTau(first, second),
    ];

    private static AgreementGroup Group(AgreementPairs group, BootstrapOptions options)
    {
        var comments = group.Comments.GroupBy(c => c.Row).Select(c => c.ToList()).ToList();
        return new AgreementGroup(
            group.Kind, group.First, group.Second, comments.Count, group.Count, group.Unmatched,
            [.. Names.Select((name, i) => MeasureOf(name, [.. comments.Select(c => Means(c, i)).OfType<(double, double)>()], options))]);
    }

    /// <summary>A comment's agreement and baseline, over its labels; null where undefined for all of them.</summary>
    private static (double Agreement, double Shuffled)? Means(List<CommentAgreement> labels, int measure)
    {
        var defined = labels.Where(l => l.Values[measure] is not null && l.Shuffled[measure] is not null).ToList();
        return defined.Count == 0
            ? null
            : (defined.Average(l => l.Values[measure]!.Value), defined.Average(l => l.Shuffled[measure]!.Value));
    }

    private static AgreementMeasure MeasureOf(string name, (double Agreement, double Shuffled)[] comments, BootstrapOptions options)
    {
        if (comments.Length == 0)
            return new AgreementMeasure(name, new Estimate(null, null), new Estimate(null, null), new Estimate(null, null));
        var means = MeanOverComments.Of([.. comments.Select(c => new[] { c.Agreement, c.Shuffled, c.Agreement - c.Shuffled })], options);
        return new AgreementMeasure(name, means[0], means[1], means[2]);
    }
}
