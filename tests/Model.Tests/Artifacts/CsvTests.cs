using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static List<CsvRow> Read(string text) => [.. Csv.Read(text, "file.csv")];

    [Fact]
    public void Values_are_written_invariant_and_undefined_ones_empty()
    {
        Csv.Write(_folder.File("a"), ["a", "b,c", "d"], [[1.5, null, true], ["say \"x\"", "two\nlines", double.NaN], [1e-7, 3, "é"]]);
        Assert.Equal("a,\"b,c\",d\n1.5,,true\n\"say \"\"x\"\"\",\"two\nlines\",\n1E-07,3,é\n", File.ReadAllText(_folder.File("a")));
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        string[][] rows = [["a", "b"], ["\"", "\r\n,"], ["", " x "], ["\n\n", "\""]];
        Csv.Write(_folder.File("a"), rows[0], rows.Skip(1));
        Assert.Equal(rows, Read(File.ReadAllText(_folder.File("a"))).Select(r => r.Fields));
    }

    [Fact]
    public void A_single_empty_field_is_a_row()
    {
        Csv.Write(_folder.File("a"), ["a"], [[""], [null]]);
        Assert.Equal(3, Read(File.ReadAllText(_folder.File("a"))).Count);
    }

    [Fact]
    public void Rows_know_their_lines()
    {
        var rows = Read("a,b\r\n\"1\n2\",3\n4,\"\"");
        Assert.Equal([1, 2, 4], rows.Select(r => r.Line));
        Assert.Equal(["1\n2", "3"], rows[1].Fields);
        Assert.Equal(["4", ""], rows[2].Fields);
        Assert.Empty(Read(""));
    }

    [Theory]
    [InlineData("a,b\n1,\"2", "EXP3015", 2)]
    [InlineData("a,b\n1,\"2\"x", "EXP3015", 2)]
    [InlineData("a,b\n1,x\"2\"", "EXP3015", 2)]
    [InlineData("a,b\n\"\n\"\"\",1\n1", "EXP3016", 4)]
    [InlineData("a,b\n\n1,2", "EXP3016", 2)]
    public void What_is_wrong_has_a_code_and_a_line(string text, string code, int line)
    {
        var problem = Problem.Of(() => Read(text));
        Assert.Equal((code, new SourceLocation("file.csv", line)), (problem.Code, problem.At));
    }

    [Fact]
    public void A_row_of_another_length_is_not_written() =>
        Assert.Throws<ArgumentException>(() => Csv.Write(_folder.File("a"), ["a"], [[1, 2]]));
}
