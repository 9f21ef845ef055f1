using Emotune.Model.Artifacts;

namespace Emotune.Model.Tests.Artifacts;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static List<CsvRow> Read(string text, char separator = ',') => [.. Csv.Read(text, "file.csv", separator)];

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
        var rows = Read("a,b\r\n\n\"1\n2\",3\n4,\"\"");
        Assert.Equal([1, 3, 5], rows.Select(r => r.Line));
        Assert.Equal(["1\n2", "3"], rows[1].Fields);
        Assert.Equal(["4", ""], rows[2].Fields);
        Assert.Empty(Read(""));
    }

    [Fact]
    public void Another_separator_can_be_given() => Assert.Equal(["a,b", "c"], Assert.Single(Read("a,b\tc", '\t')).Fields);

    [Theory]
    [InlineData("a,b\n1,\"2", "EXP4060", 2, 3)]
    [InlineData("a,b\n1,\"2\"x", "EXP4061", 2, 6)]
    [InlineData("a,b\n1,x\"2\"", "EXP4061", 2, 4)]
    [InlineData("a,b\n\"\n\"\"\",1\n1", "EXP4062", 4, 1)]
    public void What_is_wrong_has_a_code_and_a_place(string text, string code, int line, int column)
    {
        var problem = Problem.Of(() => Read(text));
        Assert.Equal((code, new SourceLocation("file.csv", line, column)), (problem.Code, problem.At));
    }

    [Fact]
    public void A_row_of_another_length_is_not_written() =>
        Assert.Throws<ArgumentException>(() => Csv.Write(_folder.File("a"), ["a"], [[1, 2]]));
}
