namespace Emotune.Model.Explanation;

/// <summary>What words contribute to labels over many comments: <c>token_importance.csv</c>.</summary>
internal static class TokenImportances
{
    /// <summary>
    /// For each label and word, in any case, the mean over its occurrences in comments where the label was explained; labels in the given
    /// order, words by mean absolute value, the largest first.
    /// </summary>
    public static IReadOnlyList<TokenImportance> Of(IEnumerable<CommentAttribution> comments, IReadOnlyList<string> labelNames)
    {
        var occurrences =
            from comment in comments
            from label in comment.Labels
            from occurrence in comment.Players.Zip(label.Values)
            select (label.Label, Word: occurrence.First.Word.ToLowerInvariant(), Value: occurrence.Second);
        var places = labelNames.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        return [.. occurrences
            .GroupBy(o => (o.Label, o.Word))
            .Select(
                g => new TokenImportance(g.Key.Label, g.Key.Word, g.Count(), g.Average(o => o.Value), g.Average(o => Math.Abs(o.Value))))
            .OrderBy(t => places[t.Label])
            .ThenByDescending(t => t.MeanAbsoluteValue)
            .ThenBy(t => t.Word, StringComparer.Ordinal)];
    }
}
