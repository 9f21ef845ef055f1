using Emotune.Model.Explanation;
using Emotune.Randomness;

namespace Emotune.Model.Comparison;

/// <summary>The pairs of attributions that one group compares.</summary>
/// <param name="Comments">One for each comment and label that at least one seed pair explained on both sides.</param>
/// <param name="Count">Comment, label and seed pairs compared.</param>
/// <param name="Unmatched">Those where only one side explained the label.</param>
internal sealed record AgreementPairs(
    AgreementKind Kind, string First, string Second, IReadOnlyList<CommentAgreement> Comments, int Count, int Unmatched)
{
    public static AgreementPairs OfRuns(ExplainedRun first, ExplainedRun second) =>
        Of(AgreementKind.Runs, first.Name, second.Name, [.. first.Seeds.SelectMany(a => second.Seeds.Select(b => (a, b)))]);

    public static AgreementPairs OfSeeds(ExplainedRun run) =>
        Of(AgreementKind.Seeds, run.Name, run.Name, [.. run.Seeds.SelectMany((a, i) => run.Seeds.Skip(i + 1).Select(b => (a, b)))]);

    private static AgreementPairs Of(AgreementKind kind, string first, string second, IReadOnlyList<(ExplainedSeed, ExplainedSeed)> seeds)
    {
        var all = seeds.SelectMany(pair => Matches(pair.Item1, pair.Item2)).ToList();
        var compared = all.Where(m => m.First is not null && m.Second is not null).ToList();
        return new AgreementPairs(
            kind, first, second,
            [.. compared.GroupBy(m => (m.Row, m.Label)).OrderBy(g => g.Key.Row).ThenBy(g => g.Key.Label, StringComparer.Ordinal)
                .Select(g => Comment(kind, first, second, g.Key.Row, g.Key.Label, [.. g]))],
            compared.Count, all.Count - compared.Count);
    }

    /// <summary>
    /// Every label that either side explains of a comment of two words or more: one word ranks first whatever the model does.
    /// </summary>
    private static IEnumerable<Match> Matches(ExplainedSeed first, ExplainedSeed second)
    {
        var others = second.Attributions.ToDictionary(c => c.Row);
        foreach (var comment in first.Attributions.Where(c => c.Players.Count > 1 && others.ContainsKey(c.Row)))
        {
            var other = others[comment.Row];
            foreach (var label in comment.Labels.Concat(other.Labels).Select(l => l.Label).Distinct(StringComparer.Ordinal))
                yield return new Match(comment.Row, label, ValuesOf(comment, label), ValuesOf(other, label));
        }
    }

    private static IReadOnlyList<double>? ValuesOf(CommentAttribution comment, string label) =>
        comment.Labels.FirstOrDefault(l => l.Label == label)?.Values;

    private static CommentAgreement Comment(
        AgreementKind kind, string first, string second, int row, string label, List<Match> seedPairs) => new(
        kind, first, second, row, label, seedPairs[0].First!.Count,
        Mean([.. seedPairs.Select(m => Agreements.Measure(m.First!, m.Second!))]),
        Mean([.. seedPairs.SelectMany(
            m => Enumerable.Range(0, Agreements.Shuffles).Select(s => Agreements.Measure(m.First!, Shuffled(m, s))))]));

    // By comment, label and number alone, so that every pair of runs meets the same orders.
    private static double[] Shuffled(Match match, int shuffle)
    {
        var random = new CounterRandom(shuffle, $"{match.Row} {match.Label}");
        return [.. Enumerable.Range(0, match.Second!.Count).OrderBy(i => random.Bits((ulong)i)).Select(i => match.Second[i])];
    }

    private static double?[] Mean(IReadOnlyList<double?[]> measures) =>
        [.. Agreements.Names.Select((_, i) => measures.Select(m => m[i]).Average())];

    private sealed record Match(int Row, string Label, IReadOnlyList<double>? First, IReadOnlyList<double>? Second);
}
