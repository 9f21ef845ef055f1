using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class JsonRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_are_an_array_or_text()
    {
        var rows = RawData.Read(Json("""
            {"text": "a\tb\n", "labels": ["fear", "joy"]}
            {"labels": [], "other": {"x": 1}, "text": "c"}
            {"text": "d", "labels": "anger, joy"}
            """));

        Assert.Equal(["a\tb\n", "c", "d"], rows.Select(r => r.Text));
        Assert.Equal([[0, 2], [], [0, 1]], rows.Select(r => r.Labels));
    }

    [Fact]
    public void Labels_may_be_ids()
    {
        var source = Json("""
            {"text": "a", "labels": [2, "1"]}
            {"text": "a", "labels": [2.0, 0]}
            {"text": "a", "labels": 1}
            {"text": "a", "labels": 2.0}
            """) with { LabelValues = LabelValues.Ids };

        Assert.Equal([[1, 2], [0, 2], [1], [2]], RawData.Read(source).Select(r => r.Labels));
    }

    [Fact]
    public void Labels_may_have_a_key_each()
    {
        var source = Json(
            """{"text": "a", "joy": 1, "anger": false, "fear": true}""") with
        {
            LabelColumn = null,
            LabelColumns = ["joy", "anger", "fear"]
        };

        Assert.Equal([0, 2], RawData.Read(source)[0].Labels);
    }

    [Theory]
    [InlineData("""{"text": "a", "labels": [}""", "EXP3018@1")]
    [InlineData("""["a"]""", "EXP3018@1")]
    [InlineData("""{"text": "a", "text": "b", "labels": []}""", "EXP3018@1")]
    [InlineData("""{"labels": ["joy"]}""", "EXP3019@1")]
    [InlineData("""{"text": 3, "labels": ["joy"]}""", "EXP3019@1")]
    [InlineData("""{"text": "\ud800", "labels": ["joy"]}""", "EXP3019@1")]
    [InlineData("""{"text": "a", "labels": [null]}""", "EXP3019@1")]
    [InlineData("""{"text": "a", "labels": true}""", "EXP3019@1")]
    [InlineData("""{"text": "a", "labels": null}""", "EXP3019@1")]
    [InlineData("""{"text": "a", "labels": {"joy": 1}}""", "EXP3019@1")]
    [InlineData("""{"text": "a", "labels": 3}""", "EXP3008@1")]
    [InlineData("""{"text": "a", "labels": ["joy"], "\ud800": 1}""", "EXP3018@1")]
    [InlineData("""{"text": "a", "labels": ["glee"]}""", "EXP3008@1")]
    [InlineData("""{"text": "", "labels": ["joy"]}""", "EXP3005@1")]
    public void What_is_wrong_with_a_row_is_reported(string text, string problem) =>
        Assert.Equal([problem], RawData.Problems(() => RawData.Read(Json(text))));

    private DatasetSource Json(string text) => RawData.Source(DatasetFormat.Jsonl, _folder.Write("rows.jsonl", text));
}
