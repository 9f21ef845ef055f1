using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class TextsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_a_text_whatever_else_is_in_it() => Assert.Equal(
        ["one \rtwo", "three\u2028\u0085\f\vfour", " five"],
        TextsFile.Read(_folder.Write("texts.txt", "\uFEFFone \rtwo\nthree\u2028\u0085\f\vfour\r\n five")));

    [Fact]
    public void Blank_lines_and_bytes_that_are_no_text_are_reported_at_their_lines()
    {
        Assert.Equal(["EXP3005@2", "EXP3005@3"], Problems("first\n\n   \nfourth\n"u8.ToArray()));
        Assert.Equal(["EXP3002@2"], Problems([.. "today\nvoil"u8, 0xE0, .. "\nthird\n"u8]));
        Assert.Equal("EXP3002@1", Problems([0x1F, 0x8B, 8, 0, 0, 0])[0]);
        Assert.Equal(["EXP3001@0"], RawData.Problems(() => TextsFile.Read(_folder.At("absent"))));
    }

    [Fact]
    public void Files_without_an_end_are_refused_before_they_are_read()
    {
        foreach (var path in new[] { "/dev/zero", "/proc/self/maps" })
        {
            foreach (var format in Enum.GetValues<DatasetFormat>())
            {
                var problem = Assert.Single(RawData.Problems(() => RawData.Read(RawData.Source(format, path))));
                Assert.Contains(problem, new[] { "EXP3001@0", "EXP3021@0" });
            }

            Assert.Equal(["EXP3001@0"], RawData.Problems(() => TextsFile.Read(path)));
        }
    }

    private string[] Problems(byte[] bytes) => RawData.Problems(() => TextsFile.Read(_folder.Write("texts.txt", bytes)));
}
