namespace Emotune.Pipeline.Tests.Architecture;

/// <summary>What the formatter does not look at.</summary>
public sealed class FormatTests
{
    private const int LongestLine = 140;

    [Fact]
    public void No_line_is_too_long_to_read()
    {
        var found =
            from file in Sources()
            from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
            where line.Text.Length > LongestLine
            select $"{file.Folder}/{file.Name}({line.Number}): {line.Text.Length} characters";
        Assert.Empty(found);
    }

    private static IEnumerable<SourceFile> Sources() =>
    [
        .. SourceFile.Under("src"), .. SourceFile.Under("tests"), .. SourceFile.Under("experiments"),
        .. SourceFile.Under("build", "*.targets"), .. SourceFile.Under("build", "*.props"),
    ];
}
