using Emotune.Model.Explanation;
using Emotune.Model.Network;
using Emotune.Model.Prediction;

namespace Emotune.Benchmarks;

/// <summary>Partition values of one comment of twelve words and twelve word pieces, for all 28 labels.</summary>
internal static class AttributionCase
{
    private const string Comment = "im done with my break im going to make more i promise";
    private const int Labels = 28;
    // shap's default.
    private const int Budget = 500;

    public static Measurement Run(BenchmarkSettings settings, NumericPrecision precision)
    {
        using var network = ForwardCase.Ready(settings, Labels, precision);
        using var packed = new PackedClassifier(network, precision, BenchmarkSettings.Threads);
        var tokenizer = settings.Tokenizer();
        var encoding = tokenizer.Encode(Comment, BenchmarkSettings.MaxLength);
        var players = WordPlayers.Words(Comment, encoding);
        var tree = PartitionTree.FromLinkage(players.Count, Pairs(players.Count));
        var options = new ExplanationOptions(
            ExplanationMethod.PartitionShapley, ExplanationPlayers.Words, Budget, BenchmarkSettings.MaxLength);
        var evaluations = 0;
        var measured = Measurement.Of(4 * settings.Repeats, 1, () =>
        {
            var input = new MaskedInput(packed, encoding.Ids, [.. players.Select(p => p.Positions)], tokenizer.MaskId, options.BatchTokens);
            evaluations = PartitionShapley.Explain(new MaskedEvaluations(players.Count, input.Logits), tree, Budget).Evaluations;
        });
        return measured with { Evaluations = evaluations, WordPiecesPerSample = encoding.Ids.Length };
    }

    /// <summary>
    /// The reference's tree over plain words: neighbours are joined in pairs, level by level; an odd one waits for the next.
    /// </summary>
    private static List<(int Left, int Right)> Pairs(int players)
    {
        List<(int, int)> rows = [];
        List<int> level = [.. Enumerable.Range(0, players)];
        while (level.Count > 1)
        {
            List<int> next = [];
            for (var i = 0; i + 1 < level.Count; i += 2)
            {
                rows.Add((level[i], level[i + 1]));
                next.Add(players + rows.Count - 1);
            }
            if (level.Count % 2 == 1)
                next.Add(level[^1]);
            level = next;
        }
        return rows;
    }
}
