using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class ReportWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(28)]
    public void The_pages_figures_are_the_inputs(int labels)
    {
        var input = Two(labels);
        var page = _folder.WriteAll(input);

        foreach (var run in input.Runs)
        {
            foreach (var decision in run.Evaluation!.Decisions)
            {
                Assert.Contains(Data(decision.Micro.F1), page);
                Assert.Contains(Data(decision.Macro.F1), page);
            }
            Assert.Contains(Data(run.Evaluation.Uncalibrated.ExpectedCalibrationError.Value!.Value), page);
            Assert.Contains(Data(run.Evaluation.Calibrated.ExpectedCalibrationError.Value!.Value), page);
            Assert.Contains(Data(run.Parameters!.Share), page);
            Assert.Contains(Data(run.Costs["train"].Seconds), page);
            Assert.All(run.Evaluation.Labels, l => Assert.Contains(Data(l.AveragePrecision.Value!.Value), page));
            Assert.All(run.Attributions, a => Assert.All(a.Labels, l => Assert.Contains(Data(l.Probability), page)));
        }
        Assert.All(input.Dataset.Labels, l => Assert.Contains($"<bdi>{l.Name}</bdi>", page));
    }

    [Fact]
    public void The_page_is_one_file_with_one_script_and_no_network()
    {
        var page = _folder.WriteAll(Two(3));

        var script = Assert.Single(Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value;
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", page);
        Assert.DoesNotMatch(@"https?://|src=|@import|url\((?!#)", page);
        Assert.DoesNotMatch(" on[a-z]+=", page);
        Assert.Equal(Regex.Count(page, "<table[ >]"), Regex.Count(page, "<caption>"));
        Assert.Equal(Regex.Count(page, "<th[ >]"), Regex.Count(page, "<th scope=\"(row|col)\""));
        Assert.All(Regex.Matches(page, "href=\"#([a-z]+)\"").Select(m => m.Groups[1].Value), id => Assert.Contains($"id=\"{id}\"", page));
        var ids = Regex.Matches(page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Elements_are_closed_in_the_order_in_which_they_were_opened()
    {
        var page = _folder.WriteAll(Two(3));
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(
            Regex.Replace(page[page.IndexOf("<html", StringComparison.Ordinal)..], "<script>.*?</script>", "", RegexOptions.Singleline),
            "<(/?)([a-zA-Z0-9]+)[^>]*?(/?)>"))
        {
            var name = tag.Groups[2].Value;
            if (name is "meta" or "input" || tag.Groups[3].Value == "/") continue;
            if (tag.Groups[1].Value == "/") Assert.Equal(open.Pop(), name);
            else open.Push(name);
        }
        Assert.Empty(open);
    }

    [Fact]
    public void Bytes_repeat_in_any_culture()
    {
        using var again = new TemporaryFolder();
        _folder.WriteAll(Two(28));
        using (new OtherCulture()) again.WriteAll(Two(28));

        Assert.Equal(_folder.Contents(), again.Contents());
    }

    [Fact]
    public void The_markdown_has_five_of_each_runs_worst_mistakes()
    {
        _folder.WriteAll(MadeUp.Input(3, MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Run("lora", FineTuningMethod.Lora, 3)));
        var rows = Regex.Matches(
                _folder.Text("report.md"), @"^\| (full|lora) · \d+ \| Comment .* \| (missed|wrongly predicted) ", RegexOptions.Multiline)
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToArray();
        string[] decisions = ["wrongly predicted", "wrongly predicted", "wrongly predicted", "missed", "missed"];
        Assert.Equal([.. decisions.Select(d => ("full", d)), .. decisions.Select(d => ("lora", d))], rows);
    }

    [Fact]
    public void A_failed_run_is_shown_as_failed_and_the_others_as_ever()
    {
        var page = _folder.WriteAll(
            MadeUp.Input(
                3, MadeUp.Run("full", FineTuningMethod.Full, 3),
                MadeUp.Failed("lora-hot", FineTuningMethod.Lora, "EXP4207: the loss is not finite")));

        Assert.Contains("failed: <bdi>EXP4207: the loss is not finite</bdi>", page);
        Assert.Contains("What is missing?", page);
        Assert.Contains("one of them has no finished run", page);
        Assert.Contains("| lora-hot · 42 | failed |", _folder.Text("report.md"));
        Assert.Equal(["finished", "failed"], ParsedCsv.Read(_folder.Text("results.csv")).Select(r => r["status"]));
    }

    [Fact]
    public void With_every_run_failed_there_is_still_a_report()
    {
        var page = _folder.WriteAll(MadeUp.Input(3, MadeUp.Failed("full", FineTuningMethod.Full, "no memory")));

        Assert.Contains("There is no answer yet", page);
        Assert.Contains("No run has been explained.", page);
    }

    [Fact]
    public void Undefined_figures_are_called_so_and_are_empty_in_tables_for_programs()
    {
        var page = _folder.WriteAll(Undefined.Input());

        Assert.Contains("<span class=\"undefined\">undefined</span>", page);
        Assert.Contains("never predicted", page);
        Assert.DoesNotContain("<dl>", page);
        Assert.Contains("Its place is <code>data_card</code> in the experiment’s file.", page);
        Assert.Contains("Its place is `data_card` in the experiment’s file.", _folder.Text("report.md"));
        Assert.Equal("", ParsedCsv.Read(_folder.Text("results.csv"))[0]["macro_average_precision"]);
        Assert.Equal("", ParsedCsv.Read(_folder.Text("per_label.csv"))[1]["average_precision"]);
    }

    [Fact]
    public void A_card_has_the_lines_that_the_experiment_gives()
    {
        var page = _folder.WriteAll(MadeUp.Input(1, MadeUp.Run("lora", FineTuningMethod.Lora, 1)) with { Card = new("A shop", "CC0") });

        Assert.Contains("<dl>\n<dt>Source</dt><dd><bdi>A shop</bdi></dd>\n<dt>Licence</dt><dd><bdi>CC0</bdi></dd>\n</dl>", page);
        Assert.Contains("- Source: A shop\n- Licence: CC0\n\n", _folder.Text("report.md"));
    }

    [Fact]
    public void A_comment_is_shown_where_every_run_explained_it()
    {
        var (full, lora) = (MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Run("lora", FineTuningMethod.Lora, 3));
        var page = _folder.WriteAll(MadeUp.Input(3, full, lora with { Attributions = [.. lora.Attributions.Skip(1)] }));

        Assert.DoesNotContain("Test row 0 ", page);
        Assert.Contains("Test row 11 ", page);
        Assert.Contains("Test row 22 ", page);
        Assert.Contains(
            "No comment was explained by every run.",
            _folder.WriteAll(MadeUp.Input(3, full with { Attributions = [full.Attributions[0]] }, lora with
            {
                Attributions = [lora.Attributions[1]],
            })));
    }

    [Fact]
    public void A_word_that_hardly_speaks_has_no_mark()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        var label = run.Attributions[0].Labels[0];
        var comment = run.Attributions[0] with
        {
            Text = "so very sad",
            Players = [new("so", 0, 2), new("very", 3, 7), new("sad", 8, 11)],
            Labels = [label with { Values = [0.04, -0.06, 1] }],
        };
        var page = _folder.WriteAll(MadeUp.Input(1, run with { Attributions = [comment] }));

        Assert.Contains(
            ">so <span class=\"w neg\" style=\"--a:4%\">very</span> <span class=\"w pos\" style=\"--a:60%\">sad</span></p>", page);
    }

    [Fact]
    public void Several_seeds_have_their_mean_and_deviation()
    {
        var runs = new[] { 1, 2, 3 }.Select(seed => MadeUp.Run("lora", FineTuningMethod.Lora, 3, seed)).ToArray();
        var page = _folder.WriteAll(MadeUp.Input(3, runs));

        var values = runs.Select(r => r.Evaluation!.Decisions.Single(d => d.Name == DecisionNames.Validation).Micro.F1).ToArray();
        var deviation = Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / 2);
        Assert.Contains(
            $"{values.Average().ToString("F3", CultureInfo.InvariantCulture)} ± "
                + $"{deviation.ToString("F3", CultureInfo.InvariantCulture)} (3 seeds)", page);
        Assert.Contains("mean ± deviation of 3 seeds", page);
    }

    [Fact]
    public void The_Markdown_stays_below_its_limit_however_many_labels_there_are()
    {
        var report = MarkdownReport.Render(Two(4000));

        Assert.True(Encoding.UTF8.GetByteCount(report) < 60_000);
        Assert.Contains("All labels are in per_label.csv.", report);
        Assert.Contains("## Is LoRA as good as full fine-tuning?", report);
    }

    [Fact]
    public void A_baseline_stands_beside_the_results()
    {
        var input = Two(3);
        BaselineRun there = new(
            "full", 42,
                [new(FigureNames.MicroF1, 0.5, 0.525, 0.025, new(0.0125, 0.0375, 0.95), 0.004, null),
                    new(FigureNames.MacroF1, 0.5, 0.49, -0.01, null, null, null)]);
        var page = _folder.WriteAll(input with { Baseline = new("../<yesterday>", [there]) });

        Assert.Contains("<bdi>../&lt;yesterday&gt;</bdi>", page);
        Assert.Contains($"{Data(0.0125)}+0.0125</data> to {Data(0.0375)}+0.0375</data>", page);
        Assert.Contains("not paired", page);
        Assert.Contains("no result", page);
        Assert.Contains("| full · 42 | micro F1 | 0.5000 | 0.5250 | +0.0250 | +0.0125 to +0.0375 | 0.004 |", _folder.Text("report.md"));
    }

    [Fact]
    public void Squared_calibration_errors_have_the_digits_that_small_numbers_need()
    {
        var page = _folder.WriteAll(Two(3));

        Assert.Contains(">0.000832</data> → ", page);
        Assert.Matches("debiased squared calibration error \\| 0\\.0000[1-9]", _folder.Text("report.md"));
    }

    private static string Data(double value) => $"<data value=\"{value.ToString("R", CultureInfo.InvariantCulture)}\">";

    private static ReportInput Two(int labels) =>
        MadeUp.Input(labels, MadeUp.Run("full", FineTuningMethod.Full, labels), MadeUp.Run("lora", FineTuningMethod.Lora, labels))
            .Compared();
}
