using System.IO.Compression;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Data.Formats;
using Emotune.Model.Data.Formats.Columnar;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Data;

/// <summary>
/// What a model said of a split, as Parquet, in the split's order: for each label a float column <c>logit:NAME</c>
/// and, where the split's truth is of the same labels, a Boolean column <c>label:NAME</c>.
/// </summary>
internal static class PredictionFile
{
    private const string Logit = "logit:", Label = "label:";

    /// <summary>Equal predictions give equal bytes.</summary>
    public static void Write(string path, Predictions predictions, IReadOnlyList<string> labels) =>
        Write(path, predictions.Logits, predictions.Labels, labels);

    /// <summary>Without a truth.</summary>
    /// <param name="logits">(N × L).</param>
    public static void WriteLogits(string path, float[] logits, IReadOnlyList<string> labels) => Write(path, logits, null, labels);

    /// <param name="labels">The labels that the file must hold, in order.</param>
    /// <exception cref="DiagnosticException">EXP3001 where the file is missing, EXP3025 where it is not one of these.</exception>
    public static Predictions Read(string path, IReadOnlyList<string> labels) =>
        ParquetTable.Read(path, Problems.PreparedFileInvalid, table =>
        {
            RequireColumns(table, labels.Select(l => Logit + l).Concat(labels.Select(l => Label + l)));
            return new Predictions(
                Values(table.Complete<double>, table, 0, labels.Count, v => (float)v),
                Values(table.CompleteBooleans, table, labels.Count, labels.Count, v => (byte)v),
                labels.Count);
        });

    /// <inheritdoc cref="Read(string, IReadOnlyList{string})"/>
    /// <returns>(N × L), of a file without a truth.</returns>
    public static float[] ReadLogits(string path, IReadOnlyList<string> labels) =>
        ParquetTable.Read(path, Problems.PreparedFileInvalid, table =>
        {
            RequireColumns(table, labels.Select(l => Logit + l));
            return Values(table.Complete<double>, table, 0, labels.Count, v => (float)v);
        });

    private static void Write(string path, float[] logits, byte[]? truth, IReadOnlyList<string> labels)
    {
        using var stream = File.Create(path);
        WriteAsync(stream, logits, truth, labels).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(Stream stream, float[] logits, byte[]? truth, IReadOnlyList<string> labels)
    {
        var schema = new ParquetSchema([
            .. labels.Select(l => new DataField<float>(Logit + l)),
            .. labels.Where(_ => truth is not null).Select(l => new DataField<bool>(Label + l)),
        ]);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options).ConfigureAwait(false);
        using var group = writer.CreateRowGroup();
        // Made anew at each call.
        var columns = schema.DataFields;
        for (var label = 0; label < labels.Count; label++)
            await group.WriteAsync<float>(columns[label], Column(logits, label, labels.Count)).ConfigureAwait(false);
        for (var label = 0; truth is not null && label < labels.Count; label++)
        {
            var truths = Array.ConvertAll(Column(truth, label, labels.Count), l => l != 0);
            await group.WriteAsync<bool>(columns[labels.Count + label], truths).ConfigureAwait(false);
        }
        group.CompleteValidate();
    }

    private static void RequireColumns(ParquetTable table, IEnumerable<string> expected)
    {
        if (!table.Columns.Select(c => c.Name).SequenceEqual(expected, StringComparer.Ordinal))
            throw new InvalidDataException($"its columns are {string.Join(", ", table.Columns.Select(c => c.Name))}.");
    }

    /// <summary>(N × L) of L columns from the first on.</summary>
    private static T[] Values<T>(
        Func<SchemaNode, double[]> read, ParquetTable table, int first, int labelCount, Func<double, T> convert)
    {
        var values = new T[(long)table.RowCount * labelCount];
        for (var label = 0; label < labelCount; label++)
        {
            var column = read(table.Columns[first + label]);
            for (var row = 0; row < column.Length; row++)
                values[row * labelCount + label] = convert(column[row]);
        }
        return values;
    }

    private static T[] Column<T>(T[] values, int label, int labelCount)
    {
        var column = new T[values.Length / labelCount];
        for (var row = 0; row < column.Length; row++)
            column[row] = values[row * labelCount + label];
        return column;
    }
}
