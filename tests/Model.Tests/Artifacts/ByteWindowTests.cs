using System.Text;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>What is read through a window is what is read from the whole.</summary>
public sealed class ByteWindowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_the_same_through_the_narrowest_windows()
    {
        var random = new Random(14);
        string[] pieces = ["a", "ß", "😀", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\"x\",", "longer text "];
        for (var round = 0; round < 3000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(random.GetItems(pieces, random.Next(40))));
            var path = _folder.File("table.csv");
            File.WriteAllBytes(path, bytes);
            using var window = ByteWindow.Open(path, capacity: 1 + round % 9);
            Assert.Equal(Rows(ByteWindow.Over(bytes)), Rows(window));
        }
    }

    [Fact]
    public void A_quotation_that_is_longer_than_the_window_is_one_field()
    {
        var text = new string('x', 1_000_000);
        var path = _folder.File("table.csv");
        File.WriteAllText(path, $"a,\"{text}\"\"\n\"\nb,c");
        using var window = ByteWindow.Open(path);
        Assert.Equal([$"1: a|{text}\"\n", "3: b|c"], Rows(window));
    }

    private static List<string> Rows(ByteWindow window)
    {
        var said = new List<string>();
        var reader = new CsvReader(window, (line, fault) => said.Add($"{line}! {fault}"));
        while (reader.Next() is { } row)
            said.Add($"{row.Line}: {string.Join('|', row.Fields)}");
        return said;
    }
}
