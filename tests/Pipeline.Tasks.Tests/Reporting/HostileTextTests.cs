using System.Text.RegularExpressions;
using Emotune.Model.Explanation;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class HostileTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Hostile.Script)]
    [InlineData(Hostile.Override)]
    [InlineData("a\nb\r\nc,d\"e")]
    public void Text_of_others_is_escaped_everywhere(string hostile)
    {
        var page = _folder.WriteAll(Hostile.Input(hostile));

        Assert.Single(Regex.Matches(page, "<script", RegexOptions.IgnoreCase));
        Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069\u0000-\u0008\uFFFE\uFFFF]", page);
        Assert.DoesNotContain("<script", _folder.Text("report.md"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Regex.Count(page, "<bdi>"), Regex.Count(page, "</bdi>"));
        Assert.All(
            Regex.Matches(_folder.Text("report.md"), @"^\|.*$", RegexOptions.Multiline).Select(m => m.Value), row =>
                Assert.EndsWith("|", row.TrimEnd()));
    }

    [Fact]
    public void A_control_is_shown_for_what_it_is()
    {
        var page = _folder.WriteAll(Hostile.Input(Hostile.Override));

        Assert.Contains("<bdi>[U+202E]gnp.exe[U+2066][U+0007][U+D800]</bdi>", page);
    }

    [Fact]
    public void Ten_thousand_letters_are_in_the_page_once_where_they_belong_and_cut_where_they_are_named()
    {
        var page = _folder.WriteAll(Hostile.Input(Hostile.Long));

        Assert.Contains(Hostile.Long, page);
        Assert.All(
            Regex.Matches(page, "(?:aria-label|title)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), v => Assert.True(v.Length <= 200));
        Assert.True(_folder.Text("report.md").Length < 60_000);
    }

    [Fact]
    public void A_table_for_programs_keeps_the_text_as_it_is()
    {
        const string Text = "a\nb\r\nc,d\"e<script>";
        _folder.WriteAll(Hostile.Input(Text));

        Assert.Equal(Text, ParsedCsv.Read(_folder.Text("results.csv"))[0]["run"]);
        Assert.Equal(Text, ParsedCsv.Read(_folder.Text("per_label.csv"))[0]["label"]);
        Assert.Contains(ParsedCsv.Read(_folder.Text("costs.csv")), r => r["processor"] == Text);
    }

    [Fact]
    public void Offsets_beyond_the_text_do_no_harm()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        var comment = new CommentAttribution(0, "short", [], [new("shor", 0, 4), new("x", 3, 400), new("y", 900, 901)],
            [new("admiration", 0.5, false, 0, 1, [0.5, 0.25, 0.25], 0)]);
        var page = _folder.WriteAll(MadeUp.Input(1, run with { Attributions = [comment] }));

        Assert.Contains(">shor</span>", page);
        Assert.Contains("carries no label", page);
    }
}
