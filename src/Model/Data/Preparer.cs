namespace Emotune.Model.Data;

/// <summary>What Prepare works on.</summary>
/// <param name="Encode">The word pieces of a text, special tokens included, at most so many; called from several threads.</param>
/// <param name="MaxLength">Word pieces a row keeps, special tokens included.</param>
/// <param name="CommentsToExplain">How many test rows every run explains.</param>
/// <param name="Seed">Chooses those rows.</param>
public sealed record PrepareRequest(
    DatasetSource Source, TextCleaner Cleaner, Func<string, int, int[]> Encode, int MaxLength, int CommentsToExplain, ulong Seed);

/// <summary>Makes of a raw data set what all runs of an experiment read.</summary>
public static class Preparer
{
    /// <summary>
    /// Writes <c>train.parquet</c>, <c>validation.parquet</c>, <c>test.parquet</c>, <c>label_map.json</c>,
    /// <c>label_frequencies.csv</c>, <c>dataset.json</c> and <c>explained_rows.json</c>. Each split's Parquet file depends on
    /// that split alone (and the labels, cleaner and tokenizer), <c>explained_rows.json</c> on test alone.
    /// </summary>
    /// <returns>The names of the files written.</returns>
    /// <exception cref="DiagnosticException">Every problem of every file (EXP3001–3024).</exception>
    public static IReadOnlyList<string> Prepare(PrepareRequest request, string outputFolder) =>
        throw new NotSupportedException();
}
