using System.IO.Compression;
using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Data;

/// <summary>
/// A prepared split as Parquet: <c>id</c> and <c>text</c>, a Boolean column for each label, named after it
/// (<c>label:NAME</c> where the name alone would be mistaken for another column), and <c>input_ids</c>, a list of int32.
/// </summary>
internal static class PreparedSplitFile
{
    private const string Id = "id", Text = "text", InputIds = "input_ids", Prefix = "label:";

    /// <summary>Writes the file; equal splits give equal bytes.</summary>
    public static void Write(string path, PreparedSplit split)
    {
        using var stream = File.Create(path);
        WriteAsync(stream, split).GetAwaiter().GetResult();
    }

    /// <exception cref="DiagnosticException">EXP3001 where the file is missing, EXP3025 where it is not one of these.</exception>
    public static PreparedSplit Read(string path) => ParquetTable.Read(path, Problems.PreparedFileInvalid, Read);

    private static async Task WriteAsync(Stream stream, PreparedSplit split)
    {
        var schema = SchemaFor(split.LabelNames);
        // The default level is Zstd's slowest: forty times the time for a few per cent.
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Optimal };
        await using var writer = await ParquetWriter.CreateAsync(schema, stream, options).ConfigureAwait(false);
        using var group = writer.CreateRowGroup();
        var columns = schema.DataFields;
        await group.WriteAsync(columns[0], split.Ids).ConfigureAwait(false);
        await group.WriteAsync(columns[1], split.Texts).ConfigureAwait(false);
        for (var label = 0; label < split.LabelCount; label++)
            await group.WriteAsync<bool>(columns[2 + label], LabelColumn(split, label)).ConfigureAwait(false);
        var (values, definitions, repetitions) = Flatten(split.InputIds, columns[^1].MaxDefinitionLevel);
        await group.WriteAllPartsAsync<int>(columns[^1], values, definitions, repetitions, CancellationToken.None).ConfigureAwait(false);
        group.CompleteValidate();
    }

    private static ParquetSchema SchemaFor(IReadOnlyList<string> labels) => new(
    [
        new DataField<string>(Id, nullable: false),
        new DataField<string>(Text, nullable: false),
        .. labels.Select(label => new DataField<bool>(ColumnFor(label))),
        new ListField(InputIds, new DataField<int>(ListField.ElementName)),
    ]);

    private static string ColumnFor(string label) =>
        label is Id or Text or InputIds || label.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix + label : label;

    private static string LabelOf(string column) =>
        column.StartsWith(Prefix, StringComparison.Ordinal) ? column[Prefix.Length..] : column;

    private static bool[] LabelColumn(PreparedSplit split, int label)
    {
        var column = new bool[split.Count];
        for (var row = 0; row < column.Length; row++)
            column[row] = split.MultiHotLabels[row * split.LabelCount + label] != 0;
        return column;
    }

    /// <summary>Dremel's form of a column of lists: the elements one after the other, and for each how it begins.</summary>
    private static (int[] Values, int[] Definitions, int[] Repetitions) Flatten(int[][] lists, int present)
    {
        var entries = lists.Sum(l => Math.Max(l.Length, 1));
        var (definitions, repetitions) = (new int[entries], new int[entries]);
        var at = 0;
        foreach (var list in lists)
        {
            var first = at;
            at += Math.Max(list.Length, 1);
            definitions.AsSpan(first, at - first).Fill(list.Length == 0 ? present - 1 : present);
            repetitions.AsSpan(first + 1, at - first - 1).Fill(1);
        }

        return ([.. lists.SelectMany(l => l)], definitions, repetitions);
    }

    private static PreparedSplit Read(ParquetTable table)
    {
        var columns = table.Columns;
        if (columns.Count < 4 || columns[0].Name != Id || columns[1].Name != Text || columns[^1].Name != InputIds)
            throw new InvalidDataException($"its columns are {string.Join(", ", columns.Select(c => c.Name))}.");

        var labels = columns.Skip(2).SkipLast(1).Select(c => LabelOf(c.Name)).ToArray();
        var multiHot = new byte[(long)table.RowCount * labels.Length];
        for (var label = 0; label < labels.Length; label++)
        {
            var column = table.CompleteBooleans(columns[2 + label]);
            for (var row = 0; row < column.Length; row++)
                multiHot[row * labels.Length + label] = (byte)column[row];
        }

        var ids = table.Lists<int>(columns[^1], out var absent);
        return absent.Count == 0
            ? new PreparedSplit(labels, table.Complete<string>(columns[0]), table.Complete<string>(columns[1]), multiHot, ids)
            : throw new InvalidDataException($"the column '{InputIds}' lacks a value in row {absent.Min() + 1}.");
    }
}
