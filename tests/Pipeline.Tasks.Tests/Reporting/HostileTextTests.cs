using System.Text.RegularExpressions;
using Emotune.Model.Explanation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class HostileTextTests : IDisposable
{
    private const string Script = "<script>alert(1)</script>\"'&`|*[x](y)";
    private const string Override = "\u202Egnp.exe\u2066\u0007\uD800";
    private static readonly string _long = new('W', 10_000);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Script)]
    [InlineData(Override)]
    [InlineData("a\nb\r\nc,d\"e")]
    public void Text_of_others_is_escaped_everywhere(string hostile)
    {
        var page = _folder.WriteAll(Input(hostile));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("[\u202A-\u202E\u2066-\u2069\u0000-\u0008\uFFFE\uFFFF]", page);
        Assert.DoesNotContain("<script", _folder.Text("report.md"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Regex.Count(page, "<bdi>"), Regex.Count(page, "</bdi>"));
        Assert.All(Regex.Matches(_folder.Text("report.md"), @"^\|.*$", RegexOptions.Multiline).Select(m => m.Value), row => Assert.EndsWith("|", row.TrimEnd()));
    }

    [Fact]
    public void A_control_is_shown_for_what_it_is()
    {
        var page = _folder.WriteAll(Input(Override));

        Assert.Contains("<bdi>[U+202E]gnp.exe[U+2066][U+0007][U+D800]</bdi>", page);
    }

    [Fact]
    public void Ten_thousand_letters_are_in_the_page_once_where_they_belong_and_cut_where_they_are_named()
    {
        var page = _folder.WriteAll(Input(_long));

        Assert.Contains(_long, page);
        Assert.All(Regex.Matches(page, "(?:aria-label|title)=\"([^\"]*)\"").Select(m => m.Groups[1].Value), v => Assert.True(v.Length <= 200));
        Assert.True(_folder.Text("report.md").Length < 60_000);
    }

    [Fact]
    public void A_table_for_programs_keeps_the_text_as_it_is()
    {
        const string Hostile = "a\nb\r\nc,d\"e<script>";
        _folder.WriteAll(Input(Hostile));

        Assert.Equal(Hostile, ParsedCsv.Read(_folder.Text("results.csv"))[0]["run"]);
        Assert.Equal(Hostile, ParsedCsv.Read(_folder.Text("per_label.csv"))[0]["label"]);
        Assert.Contains(ParsedCsv.Read(_folder.Text("costs.csv")), r => r["processor"] == Hostile);
    }

    [Fact]
    public void Offsets_beyond_the_text_do_no_harm()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        var comment = new CommentAttribution(0, "short", [], [new("shor", 0, 4), new("x", 3, 400), new("y", 900, 901)],
            [new("admiration", 0.5, false, 0, 1, [0.5, 0.25, 0.25], null)]);
        var page = _folder.WriteAll(MadeUp.Input(1, run with { Attributions = [comment] }));

        Assert.Contains(">shor</span>", page);
        Assert.Contains("carries no label", page);
    }

    // The same hostile text wherever a user's own words can stand.
    private static ReportInput Input(string hostile)
    {
        var run = MadeUp.Run(hostile, FineTuningMethod.Lora, 1);
        var input = MadeUp.Input(1, run with
        {
            Evaluation = run.Evaluation! with { Labels = [run.Evaluation.Labels[0] with { Name = hostile }] },
            Calibration = [new(hostile, null, 0.5, hostile)],
            Attributions = [new(0, hostile, [hostile], [new(hostile, 0, hostile.Length)], [new(hostile, 0.5, true, 0, 1, [1], 0)])],
            TokenImportance = [new(hostile, hostile, 1, 1, 1)],
            Costs = new Dictionary<string, StageCost> { ["train"] = MadeUp.Cost(1, 1, 1) with { Processor = hostile, Host = hostile } },
            Provenance = [new(hostile, hostile, hostile)],
        }, MadeUp.Failed("failed", FineTuningMethod.Full, hostile));
        return input with
        {
            Title = hostile,
            Experiment = hostile,
            ResolvedExperiment = hostile,
            Dataset = input.Dataset with { Labels = [input.Dataset.Labels[0] with { Name = hostile }] },
            Card = new DataCard(hostile, hostile, hostile, hostile, hostile, hostile),
            Versions = [new(hostile, hostile)],
            Differences = [new(hostile, hostile, 1, hostile, new(null, null))],
            Agreements = [new(hostile, hostile, 1, null, 0)],
            Baseline = new(hostile, []),
        };
    }
}
