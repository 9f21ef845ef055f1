namespace Emotune.Exported;

/// <summary>Texts of like length together, so that little is computed for padding.</summary>
internal static class LengthBatches
{
    /// <param name="ids">(N) The word pieces of each text.</param>
    /// <param name="tokens">At most so many word pieces in a batch, padding included; a longer text is a batch by itself.</param>
    /// <returns>The texts of each batch by their number, the shortest texts first.</returns>
    public static IEnumerable<int[]> Of(IReadOnlyList<int[]> ids, int tokens)
    {
        var order = Enumerable.Range(0, ids.Count).OrderBy(i => ids[i].Length).ThenBy(i => i).ToArray();
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            // Sorted, the next text is the longest so far: all before it are padded to its length.
            while (end < order.Length && (end - start + 1L) * ids[order[end]].Length <= tokens)
                end++;
            yield return order[start..end];
            start = end;
        }
    }
}
