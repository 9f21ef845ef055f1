using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class CsvTableTests : IDisposable
{
    private static readonly string[] Header = ["name", "count", "share"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_read_as_it_was_written()
    {
        Csv.Write(_folder.File("a"), Header, [["a, \"b\"\n", 3, 0.5], ["", -1, null]]);
        Assert.Equal([("a, \"b\"\n", 3, 0.5), ("", -1, (double?)null)], Read(_folder.File("a")));
    }

    [Theory]
    [InlineData("name,count,share\na,b,1", "EXP3040", 2)]
    [InlineData("name,count,share\na,1,1\na,99999999999,1", "EXP3040", 3)]
    [InlineData("name,count,share\na,,1", "EXP3040", 2)]
    [InlineData("name,count,share\na,1,x", "EXP3040", 2)]
    [InlineData("name,share,count\na,1,1", "EXP3040", 1)]
    [InlineData("name\na", "EXP3040", 1)]
    [InlineData("name,count,share\na,1", "EXP3016", 2)]
    public void EXP3040_what_is_not_such_a_table_has_a_code_and_a_line(string text, string code, int line)
    {
        var problem = Problem.Of(() => Read(_folder.WithText("a", text)));
        Assert.Equal((code, new SourceLocation(_folder.File("a"), line)), (problem.Code, problem.At));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_coded_error() =>
        Assert.Equal("EXP4001", Problem.CodeOf(() => Read(_folder.File("none"))));

    private static List<(string, int, double?)> Read(string path) =>
        [.. CsvTable.Read(path, Header).Select(r => (r.Text(0), r.Whole(1), r.NumberOrNull(2)))];
}
