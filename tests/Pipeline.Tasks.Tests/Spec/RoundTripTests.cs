using System.Globalization;
using System.Text;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>Whatever text an experiment holds, its written form reads back as the same.</summary>
public class RoundTripTests : SpecTests
{
    private static readonly string[] Pieces =
    [
        " ", "  ", "\n", "\r", "\r\n", "\t", "\u0085", "\u00A0", "\u2028", "\u2029", "\uFEFF", "\u200B", "\u00AD", "\u3000", "\u0001",
        "\u007F",
        "\u009F", "\uFFFE", "\uFFFF", "\uE000", "\uFFFD", "#", " #", ": ", ":", "-", "- ", "---", "...", "? ", "\"", "'", "\\", "\\n",
        "%", "@", "`", "!", "&a", "*a", "|", ">", "[", "]", "{", "}", ",", "~", "null", "true", "no", "0", "1", ".5", "1e3", "0x1F", "1:30",
        "2024-01-01", "a", "b c", "é", "😀", "👩‍👧", "\U0010FFFF", "<<", "=", "(", ")",
    ];

    [Fact]
    public void Every_text_reads_back_as_it_was()
    {
        var random = new Random(14);
        for (var round = 0; round < 3000; round++)
            AssertReadsBack(string.Concat(random.GetItems(Pieces, 1 + random.Next(round % 2 == 0 ? 2 : 12))));
        foreach (var piece in Pieces)
            AssertReadsBack(piece);
    }

    [Fact]
    public void Every_character_reads_back_as_it_was()
    {
        for (var first = 1; first <= 0x10FFFF; first += 4096)
        {
            var text = new StringBuilder();
            for (var c = first; c < first + 4096 && c <= 0x10FFFF; c++)
            {
                if (Rune.IsValid(c))
                    text.Append(new Rune(c));
            }

            if (text.Length > 0)
                AssertReadsBack(text.ToString());
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_030)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    public void A_long_text_reads_back_as_it_was_and_makes_no_other_line_longer(int length)
    {
        string[] texts = [new('x', length), new(' ', length), string.Concat(Enumerable.Repeat("ab ", length / 3))];
        foreach (var text in texts)
        {
            var written = AssertReadsBack(text);
            Assert.InRange(written.Length, length, 2 * length + 20_000);
        }
    }

    [Fact]
    public void Every_key_reads_back_as_it_was()
    {
        var random = new Random(14);
        string[] keys =
        [
            .. Enumerable.Range(0, 300).Select(_ => string.Concat(random.GetItems(Pieces, 1 + random.Next(8)))), new string('x', 1000),
            new string('\u2028', 1000), new string('"', 990),
        ];
        keys = [.. keys.Distinct(StringComparer.Ordinal)];
        var yaml = new StringBuilder(SpecFixture.ValidCsv);
        yaml.Append("evaluation:\n  extra_sets:\n    far:\n      file: test.tsv\n      map:\n");
        foreach (var (index, key) in keys.Index())
            yaml.Append(CultureInfo.InvariantCulture, $"        ? {Escaped(key)}\n        : label{index}\n");

        var first = Fixture.Read(yaml.ToString());
        Assert.Empty(first.Problems.Select(p => p.ToString()));
        Assert.Equal(keys, Map(first.Spec!));
        var second = Fixture.Read(first.Resolved!.Write());
        Assert.Empty(second.Problems.Select(p => p.ToString()));
        Assert.Equal(keys, Map(second.Spec!));
    }

    private static IEnumerable<string> Map(ExperimentSpec spec) => Assert.Single(spec.Evaluation.ExtraSets!).Map.Select(m => m.Key);

    private string AssertReadsBack(string text)
    {
        var first = Fixture.Read($"{SpecFixture.Valid}report: {{title: {Escaped(text)}}}\ndata_card: {{source: {Escaped(text)}}}\n");
        Assert.Empty(first.Problems.Select(p => p.ToString()));
        Assert.Equal(text, first.Spec!.Report.Title);
        var written = first.Resolved!.Write();
        var second = Fixture.Read(written);
        Assert.Empty(second.Problems.Select(p => p.ToString()));
        Assert.Equal(text, second.Spec!.Report.Title);
        Assert.Equal(text, second.Spec.DataCard!.Source);
        Assert.Equal(first.Spec.Runs.Select(r => r.LearningRate), second.Spec.Runs.Select(r => r.LearningRate));
        Assert.DoesNotContain(written, c => c != '\n' && char.IsControl(c));
        return written;
    }

    /// <summary>In the one form that holds every text.</summary>
    private static string Escaped(string text) =>
        $"\"{string.Concat(text.EnumerateRunes().Select(r => string.Create(CultureInfo.InvariantCulture, $"\\U{r.Value:X8}")))}\"";
}
