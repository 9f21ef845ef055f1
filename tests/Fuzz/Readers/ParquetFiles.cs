using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace Emotune.Fuzz.Readers;

/// <summary>How a Parquet file has its labels.</summary>
internal enum LabelForm
{
    Names, Ids, Columns, Text,
}

/// <summary>Data sets as Parquet, in every form of labels and with the usual compressions.</summary>
internal static class ParquetFiles
{
    public static IEnumerable<(string Path, LabelForm Form)> Write(
        string folder, IReadOnlyList<(string Text, int[] Labels)> rows, IReadOnlyList<string> labels)
    {
        foreach (var form in Enum.GetValues<LabelForm>())
        {
            foreach (var compression in new[] { CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Zstd })
            {
                var path = Path.Combine(folder, $"{form}-{compression}.parquet");
                File.WriteAllBytes(path, WriteAsync(rows, labels, form, compression).GetAwaiter().GetResult());
                yield return (path, form);
            }
        }
    }

    private static async Task<byte[]> WriteAsync(
        IReadOnlyList<(string Text, int[] Labels)> rows, IReadOnlyList<string> labels, LabelForm form, CompressionMethod compression)
    {
        Field[] columns = form switch
        {
            LabelForm.Names => [new ListField("labels", new DataField<string>("element"))],
            LabelForm.Ids => [new ListField("labels", new DataField<int>("element"))],
            LabelForm.Columns => [.. labels.Select(l => new DataField<bool>(l))],
            _ => [new DataField<string>("labels")],
        };
        var schema = new ParquetSchema([new DataField<string>("text"), .. columns]);
        using var stream = new MemoryStream();
        var options = new ParquetOptions { CompressionMethod = compression, CompressionLevel = CompressionLevel.Fastest };
        await using (var writer = await ParquetWriter.CreateAsync(schema, stream, options).ConfigureAwait(false))
        {
            // Two groups of rows.
            foreach (var part in rows.Chunk((rows.Count + 1) / 2))
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(schema.DataFields[0], part.Select(r => r.Text).ToArray()).ConfigureAwait(false);
                await WriteLabelsAsync(group, schema.DataFields[1..], part, labels, form).ConfigureAwait(false);
            }
        }

        return stream.ToArray();
    }

    private static async Task WriteLabelsAsync(
        ParquetRowGroupWriter group, DataField[] columns, (string Text, int[] Labels)[] rows, IReadOnlyList<string> labels, LabelForm form)
    {
        var most = columns[0].MaxDefinitionLevel;
        int[] definitions = [.. rows.SelectMany(r => r.Labels.Length == 0 ? [1] : Enumerable.Repeat(most, r.Labels.Length))];
        int[] repetitions = [.. rows.SelectMany(r => Enumerable.Range(0, Math.Max(1, r.Labels.Length)).Select(i => Math.Min(i, 1)))];
        switch (form)
        {
            case LabelForm.Names:
                await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(
                    columns[0], rows.SelectMany(r => r.Labels.Select(l => labels[l].AsMemory())).ToArray(), definitions, repetitions,
                    CancellationToken.None).ConfigureAwait(false);
                break;
            case LabelForm.Ids:
                await group.WriteAllPartsAsync<int>(
                    columns[0], rows.SelectMany(r => r.Labels).ToArray(), definitions, repetitions, CancellationToken.None)
                    .ConfigureAwait(false);
                break;
            case LabelForm.Columns:
                for (var label = 0; label < columns.Length; label++)
                {
                    await group.WriteAsync<bool>(columns[label], rows.Select(r => r.Labels.Contains(label)).ToArray())
                        .ConfigureAwait(false);
                }

                break;
            default:
                await group.WriteAsync(columns[0], rows.Select(r => string.Join(',', r.Labels.Select(l => labels[l]))).ToArray())
                    .ConfigureAwait(false);
                break;
        }
    }
}
