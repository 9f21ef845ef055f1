using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>Columns that are not what they may be taken for at a glance.</summary>
public sealed class ParquetShapesTests : IDisposable
{
    private const int Required = 0, Optional = 1, Repeated = 2, Boolean = 0, Int32 = 1, Binary = 6, Utf8 = 0, Map = 1, ListOf = 3;

    private static readonly HandmadeNode Text = new("text", Required, Binary, Converted: Utf8);
    private static readonly HandmadeColumn Texts = new(2, HandmadeColumn.Texts("a", "b"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_is_no_list_of_labels() => Refuses(
        "map of text to Boolean, in Parquet's words "
        + "'optional group labels (MAP) { repeated group key_value { required binary key (STRING); optional boolean value } }'",
        [
            Text, new("labels", Optional, Children: 1, Converted: Map), new("key_value", Repeated, Children: 2),
            new("key", Required, Binary, Converted: Utf8), new("value", Optional, Boolean),
        ],
        [
            Texts, new(2, HandmadeColumn.Texts("joy", "fear"), (1, [0, 0]), (2, [2, 2])),
            new(2, [3], (1, [0, 0]), (2, [3, 3])),
        ]);

    [Fact]
    public void A_list_of_structs_is_no_list_of_labels() => Refuses(
        "list of structs of name, weight",
        [
            Text, new("labels", Optional, Children: 1, Converted: ListOf), new("list", Repeated, Children: 1),
            new("element", Optional, Children: 2), new("name", Optional, Binary, Converted: Utf8), new("weight", Optional, Int32),
        ],
        [
            Texts, new(2, HandmadeColumn.Texts("joy", "fear"), (1, [0, 0]), (3, [4, 4])),
            new(2, [.. HandmadeColumn.Int32(1), .. HandmadeColumn.Int32(1)], (1, [0, 0]), (3, [4, 4])),
        ]);

    [Theory]
    [InlineData(Boolean, null, "list of Booleans")]
    [InlineData(Binary, null, "list of bytes")]
    [InlineData(Int32, 6, "list of date")]
    public void A_list_of_what_names_no_label_is_refused(int type, int? converted, string words) => Refuses(
        words,
        [Text, new("labels", Repeated, type, Converted: converted)],
        [Texts, new(2, new byte[8], (1, [0, 0]), (1, [0, 0]))]);

    [Fact]
    public void A_struct_is_no_text_and_its_leaves_have_names()
    {
        var source = Source(
            [
                new("text", Optional, Children: 2), new("lang", Optional, Binary, Converted: Utf8),
                new("body", Optional, Binary, Converted: Utf8), new("labels", Repeated, Binary, Converted: Utf8),
            ],
            [
                new(2, HandmadeColumn.Texts("en", "en"), (2, [2, 2])), new(2, HandmadeColumn.Texts("a", "b"), (2, [2, 2])),
                new(2, HandmadeColumn.Texts("joy"), (1, [0, 0]), (1, [1, 0])),
            ]);

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(source)).Diagnostics);
        Assert.Equal("EXP3022", problem.Code);
        Assert.Contains("struct of lang, body", problem.Message, StringComparison.Ordinal);
        Assert.Contains("'text.body'", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], RawData.Read(source with { TextColumn = "text.body" }).Select(r => r.Text));
        Assert.Equal(["EXP3013@0"], RawData.Problems(() => RawData.Read(source with { TextColumn = "text.title" })));
    }

    [Fact]
    public void An_empty_list_of_two_levels_is_no_label()
    {
        var source = Source(
            [Text, new("labels", Repeated, Binary, Converted: Utf8)],
            [Texts, new(3, HandmadeColumn.Texts("joy", "fear"), (1, [0, 1, 0]), (1, [1, 1, 0]))]);

        Assert.Equal([[0, 2], []], RawData.Read(source).Select(r => r.Labels));
    }

    [Fact]
    public void A_null_list_and_a_null_element_have_no_value()
    {
        HandmadeNode[] schema = [
            Text, new("labels", Optional, Children: 1, Converted: ListOf), new("list", Repeated, Children: 1),
            new("element", Optional, Binary, Converted: Utf8),
        ];

        Assert.Equal(
            [[], [0]],
            RawData.Read(Source(schema, [Texts, new(2, HandmadeColumn.Texts("joy"), (1, [0, 0]), (2, [1, 3]))])).Select(r => r.Labels));
        Assert.Equal(
            ["EXP3023@1", "EXP3023@2"],
            RawData.Problems(() => RawData.Read(Source(schema, [Texts, new(2, [], (1, [0, 0]), (2, [0, 2]))]))));
    }

    [Fact]
    public void Behind_the_limit_no_value_is_missed()
    {
        var first = new SplitLimits(1, null, null);
        var texts = new HandmadeColumn(2, HandmadeColumn.Texts("a"), (1, [1, 0]));
        var lists = new HandmadeColumn(2, HandmadeColumn.Texts("joy"), (1, [0, 0]), (2, [2, 0]));
        var source = Source(
            [
                new("text", Optional, Binary, Converted: Utf8), new("labels", Optional, Children: 1, Converted: ListOf),
                new("list", Repeated, Binary, Converted: Utf8),
            ],
            [texts, lists]);

        Assert.Equal(["EXP3023@2", "EXP3023@2"], RawData.Problems(() => RawData.Read(source)));
        Assert.Equal([[0]], RawData.Read(source with { Limits = first }).Select(r => r.Labels));
    }

    [Fact]
    public void Only_levels_that_a_column_has_must_be_in_runs()
    {
        HandmadeNode[] schema = [new("text", Optional, Binary, Converted: Utf8), new("labels", Required, Binary, Converted: Utf8)];
        var texts = new HandmadeColumn(2, HandmadeColumn.Texts("a", "b"), (1, [1, 1]));
        HandmadeColumn labels = new(2, HandmadeColumn.Texts("joy", "fear")) { DefinitionEncoding = 4, RepetitionEncoding = 4 };

        Assert.Equal(["a", "b"], RawData.Read(Source(schema, [texts with { RepetitionEncoding = 4 }, labels])).Select(r => r.Text));
        Assert.Equal(
            ["EXP3032@0"], RawData.Problems(() => RawData.Read(Source(schema, [texts with { DefinitionEncoding = 4 }, labels]))));
    }

    [Fact]
    public void A_scalar_is_a_list_of_one()
    {
        var source = Source(
            [Text, new("labels", Required, Int32)], [Texts, new(2, [.. HandmadeColumn.Int32(2), .. HandmadeColumn.Int32(0)])]);

        Assert.Equal([[2], [0]], RawData.Read(source with { LabelValues = LabelValues.Ids }).Select(r => r.Labels));
        Assert.Equal(["EXP3008@1", "EXP3008@2"], RawData.Problems(() => RawData.Read(source)));
    }

    [Fact]
    public void A_column_that_is_there_twice_is_reported()
    {
        var source = Source([Text, Text, new("labels", Required, Int32)], [Texts, Texts, new(2, new byte[8])]);

        Assert.Equal(["EXP3014@0"], RawData.Problems(() => RawData.Read(source)));
    }

    [Fact]
    public void Types_are_named_in_words()
    {
        var source = Source(
            [new("text", Required, Binary), new("labels", Required, Boolean)], [new(2, HandmadeColumn.Texts("a", "b")), new(2, [3])]);

        var problems = Assert.Throws<DiagnosticException>(() => RawData.Read(source)).Diagnostics;
        Assert.StartsWith(
            "The column 'text' is of type bytes, in Parquet's words 'required binary text'. It must be of type text", problems[0].Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The column 'labels' is of type Boolean,", problems[1].Message, StringComparison.Ordinal);
    }

    private void Refuses(string words, HandmadeNode[] schema, HandmadeColumn[] columns)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(Source(schema, columns))).Diagnostics);
        Assert.Equal("EXP3022", problem.Code);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private DatasetSource Source(HandmadeNode[] schema, HandmadeColumn[] columns) => RawData.Source(
        DatasetFormat.Parquet, _folder.Write(Guid.NewGuid().ToString("N"), HandmadeParquet.Write(2, schema, columns)));
}
