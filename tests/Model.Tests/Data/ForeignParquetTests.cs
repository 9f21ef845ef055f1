using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>Parquet as other writers have it by default.</summary>
public sealed class ForeignParquetTests : IDisposable
{
    // By hyparquet-writer 0.17.0: data pages of version 2; text as lengths and bytes, Booleans as runs, int32 as differences, double with
    // its bytes split, and a list column.
    private const string Hyparquet =
        "UEFSMRUGFRwVHFwVCBUAFQgVDBUAFQAAAIABBAQCAAAAAABhYmNkFQYVDBUMXBUIFQAVCBUGFQAVAAAAAgAAAAMNFQYVJBUkXBUIFQAVCBUKFQAVAAAAgAEE"
        + "BAIBAgAAACQAAAAAAAAAFQYVQBVAXBUIFQAVCBUSFQAVAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPAA8AA/AD8VBhVIFUhcFQoVAhUIFQAVBhUEAAAD"
        + "AgPfAwMAAABqb3kEAAAAZmVhcgUAAABhbmdlcgMAAABqb3kVBBmMSARyb290FQoAFQwlABgEdGV4dCUAABUAJQAYA2pveQAVAiUAGAVhbmdlcgAVCiUAGARm"
        + "ZWFyADUCGAZsYWJlbHMVAhUGADUEGARsaXN0FQIAFQwlAhgHZWxlbWVudCUAABYIGRwZXCYIHBUMGRUMGRgEdGV4dBUAFggWRhZGJggAACZOHBUAGRUGGRgD"
        + "am95FQAWCBY2FjYmTgAAJoQBHBUCGRUKGRgFYW5nZXIVABYIFk4WTiaEAQAAJtIBHBUKGRUSGRgEZmVhchUAFggWahZqJtIBAAAmvAIcFQwZFQAZOAZsYWJl"
        + "bHMEbGlzdAdlbGVtZW50FQAWChZyFnImvAIAABamAxYINqYDACgJaHlwYXJxdWV0GVwcAAAcAAAcAAAcAAAcAAAALQEAAFBBUjE=";

    // By the same: text as prefixes and ends, 64-bit integers with their bytes split, compressed by Snappy.
    private const string Prefixes =
        "UEFSMRUGFZgBFWpcFQgVABUIFQ4VABUAAABMLIABBAQACwQAAABsADYBAAEaCBIPBQEVAAIBBTYBAExhIGNvbW1lbnRhZW50IGFnYWluYhUGFUQVGFwVCBUA"
        + "FQgVEhUEFQAAAAMPIBACAAEBAGoBABUEGTxIBHJvb3QVBAAVDCUAGAR0ZXh0JQAAFQQlAhgGbGFiZWxzABYIGRwZLCYIHBUMGRUOGRgEdGV4dBUCFggWxAEW"
        + "lgEmCAAAJp4BHBUEGRUSGRgGbGFiZWxzFQIWCBZuFkImngEAABayAhYINtgBACgJaHlwYXJxdWV0GSwcAAAcAAAAhgAAAFBBUjE=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pages_of_version_2_hold_lists_runs_differences_and_split_bytes()
    {
        var source = RawData.Source(DatasetFormat.Parquet, _folder.Write("hy.parquet", Convert.FromBase64String(Hyparquet)));

        Assert.Equal(["a", "b", "c", "d"], RawData.Read(source).Select(r => r.Text));
        Assert.Equal([[0, 2], [], [1], [0]], RawData.Read(source).Select(r => r.Labels));
        Assert.Equal(
            [[0, 1], [2], [0], [0, 1, 2]],
            RawData.Read(source with { LabelColumn = null, LabelColumns = ["joy", "anger", "fear"] }).Select(r => r.Labels));
    }

    [Fact]
    public void Text_may_be_written_as_prefixes_and_pages_be_compressed()
    {
        var source = RawData.Source(DatasetFormat.Parquet, _folder.Write("hy.parquet", Convert.FromBase64String(Prefixes)));
        var rows = RawData.Read(source with { LabelValues = LabelValues.Ids });

        Assert.Equal(["a comment", "a comma", "a comment again", "b"], rows.Select(r => r.Text));
        Assert.Equal([[2], [0], [1], [1]], rows.Select(r => r.Labels));
    }

    [Fact]
    public void What_is_not_read_is_named_with_column_version_encoding_and_a_way_out()
    {
        var bytes = Convert.FromBase64String(Hyparquet);
        // The encoding of the texts' page, 6, becomes 9: bytes split, which text cannot be.
        Assert.Equal(12, bytes[18]);
        bytes[18] = 18;

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(
            () => RawData.Read(RawData.Source(DatasetFormat.Parquet, _folder.Write("hy.parquet", bytes)))).Diagnostics);
        Assert.Equal("EXP3032", problem.Code);
        Assert.Contains("'text' is stored in data pages of version 2 by ByteStreamSplit", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Write the file again", problem.Message, StringComparison.Ordinal);
    }

    [CaseTheory("parquet-v2-pages-lists", "parquet-two-level-lists")]
    [InlineData("parquet-v2-pages-lists", false)]
    [InlineData("parquet-two-level-lists", true)]
    public void Lists_of_arrow_rs_and_parquetjs_are_read(string name, bool hasEmptyLists)
    {
        var rows = ReadCase(name);

        Assert.Equal(240, rows.Count);
        Assert.Equal(hasEmptyLists, rows.Any(r => r.Labels.Length == 0));
        Assert.Contains(rows, r => r.Labels.Length > 1);
    }

    [CaseTheory("parquet-map-labels", "parquet-struct-text", "parquet-null-list")]
    [InlineData("parquet-map-labels", "EXP3022@0")]
    [InlineData("parquet-struct-text", "EXP3022@0")]
    [InlineData("parquet-null-list", "EXP3023@")]
    public void What_duckdb_wrote_and_is_no_list_of_labels_is_refused(string name, string problem) =>
        Assert.StartsWith(problem, RawData.Problems(() => ReadCase(name))[0], StringComparison.Ordinal);

    [CaseTheory("parquet-type-names")]
    [InlineData("parquet-type-names")]
    public void Types_have_their_names_in_words(string name)
    {
        string[] labels = ["amusement"];
        var source = CaseSource(name) with { LabelColumn = null, LabelColumns = labels };

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(
            () => DatasetReader.Read(source, new LabelSet(labels), Split.Train)).Diagnostics);
        Assert.Equal("EXP3022", problem.Code);
        Assert.StartsWith("The column 'amusement' is of type text, in Parquet's words", problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<RawExample> ReadCase(string name)
    {
        var source = CaseSource(name);
        return DatasetReader.Read(source, LabelSet.For(source), Split.Train);
    }

    private static DatasetSource CaseSource(string name) =>
        RawData.Source(DatasetFormat.Parquet, Path.Combine(CaseFiles.Root, name, "train.parquet"));
}
