using System.IO.Compression;
using Emotune.Model.Metrics;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Data;

/// <summary>
/// What a model said of a split, as Parquet, in the split's order: for each label a float column <c>logit:NAME</c>
/// and a Boolean column <c>label:NAME</c>.
/// </summary>
public static class PredictionFile
{
    private const string Logit = "logit:", Label = "label:";

    /// <summary>Equal predictions give equal bytes.</summary>
    public static void Write(string path, Predictions predictions, IReadOnlyList<string> labels)
    {
        using var stream = File.Create(path);
        WriteAsync(stream, predictions, labels).GetAwaiter().GetResult();
    }

    /// <param name="labels">The labels that the file must hold, in order.</param>
    /// <exception cref="DiagnosticException">EXP3001 where the file is missing, EXP3025 where it is not one of these.</exception>
    public static Predictions Read(string path, IReadOnlyList<string> labels) =>
        ParquetTable.Read(path, Diagnostics.PreparedFileInvalid, table => Read(table, labels));

    private static async Task WriteAsync(Stream stream, Predictions predictions, IReadOnlyList<string> labels)
    {
        var schema = new ParquetSchema([
            .. labels.Select(l => new DataField<float>(Logit + l)),
            .. labels.Select(l => new DataField<bool>(Label + l)),
        ]);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options).ConfigureAwait(false);
        using var group = writer.CreateRowGroup();
        for (var label = 0; label < labels.Count; label++)
            await group.WriteAsync<float>(schema.DataFields[label], Column(predictions.Logits, label, labels.Count)).ConfigureAwait(false);
        for (var label = 0; label < labels.Count; label++)
        {
            var column = Array.ConvertAll(Column(predictions.Labels, label, labels.Count), l => l != 0);
            await group.WriteAsync<bool>(schema.DataFields[labels.Count + label], column).ConfigureAwait(false);
        }
        group.CompleteValidate();
    }

    private static Predictions Read(ParquetTable table, IReadOnlyList<string> labels)
    {
        var expected = labels.Select(l => Logit + l).Concat(labels.Select(l => Label + l));
        if (!table.Columns.Select(c => c.Name).SequenceEqual(expected, StringComparer.Ordinal))
            throw new InvalidDataException($"its columns are {string.Join(", ", table.Columns.Select(c => c.Name))}.");
        var logits = new float[table.RowCount * labels.Count];
        var truth = new byte[logits.Length];
        for (var label = 0; label < labels.Count; label++)
        {
            var values = table.Flat<double>(table.Columns[label], out _);
            var given = table.Flat<double>(table.Columns[labels.Count + label], out _);
            for (var row = 0; row < values.Length; row++)
            {
                logits[row * labels.Count + label] = (float)values[row];
                truth[row * labels.Count + label] = (byte)given[row];
            }
        }
        return new Predictions(logits, truth, labels.Count);
    }

    private static T[] Column<T>(T[] values, int label, int labelCount)
    {
        var column = new T[values.Length / labelCount];
        for (var row = 0; row < column.Length; row++)
            column[row] = values[row * labelCount + label];
        return column;
    }
}
