using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class ExtraSetsTests : IDisposable
{
    private static readonly ReportInput Input = MadeUp.Input(
        4, MadeUp.Run("full", FineTuningMethod.Full, 4, 1), MadeUp.Run("full", FineTuningMethod.Full, 4, 2),
        MadeUp.Run("lora", FineTuningMethod.Lora, 4, 1), MadeUp.Failed("lora", FineTuningMethod.Lora, "no room", 2));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_and_Markdown_show_the_set_beside_test_and_say_which_labels_count()
    {
        var page = _folder.WriteAll(Input.WithExtraSets("tickets-2025"));
        var markdown = _folder.Text("report.md");
        Assert.Contains("<a href=\"#other-data\">", page, StringComparison.Ordinal);
        Assert.Contains("<data value=\"0.5\">0.500</data> <span class=\"interval\">[0.480, 0.525]</span>", page, StringComparison.Ordinal);
        Assert.Contains(
            "1,234 comments. 3 of 4 labels are covered: <strong><bdi>admiration or amusement</bdi></strong>, "
            + "<strong><bdi>anger</bdi></strong>.", page, StringComparison.Ordinal);
        Assert.Contains(
            "These labels are not covered. They are undefined here and in none of these figures: <strong><bdi>annoyance</bdi></strong>.",
            page,
            StringComparison.Ordinal);
        Assert.Contains("<bdi>their other</bdi></th><td class=\"text\">ignored</td>", page, StringComparison.Ordinal);
        Assert.Contains("| full · 1 | tickets-2025 | 0.500 (0.480–0.525) |", markdown, StringComparison.Ordinal);
        Assert.Contains("| −0.00012 (−0.00030 to 0.00020) |", markdown, StringComparison.Ordinal);
        Assert.Contains("| lora · 1 | test | 0.550 (0.528–0.578) |", markdown, StringComparison.Ordinal);
        Assert.Contains(
            "- These labels are not covered. They are undefined here and in none of these figures: **annoyance**.", markdown,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_for_programs_has_two_rows_a_run_seed_and_set()
    {
        _folder.WriteAll(Input.WithExtraSets("tickets-2025", "test"));
        var rows = ParsedCsv.Read(_folder.Text("extra_sets.csv"));
        Assert.Equal(
            ["full 1 tickets-2025 set", "full 1 tickets-2025 test", "full 2 tickets-2025 set", "full 2 tickets-2025 test",
                "lora 1 tickets-2025 set", "lora 1 tickets-2025 test"],
            rows.Take(6).Select(r => $"{r["run"]} {r["seed"]} {r["set"]} {r["on"]}"));
        Assert.Equal(12, rows.Count);
        Assert.Equal(
            ("1234", "3", 0.625 * 0.96),
            (rows[2]["comments"], rows[2]["covered_labels"], double.Parse(rows[2]["micro_f1_low"], CultureInfo.InvariantCulture)));
        Assert.Equal("-0.00012", rows[2]["debiased_squared_error_after"]);
    }

    [Fact]
    public void A_covered_label_that_no_comment_carries_is_named_as_a_gap() =>
        Assert.Contains(
            new Gap(
                "admiration or amusement", "average precision and recall on an extra set are undefined, and F1 counts as 0 in macro F1",
                "no comment of tickets-2025 carries it"),
            Gaps.Of(Input.WithExtraSets("tickets-2025")));

    [Fact]
    public void Without_a_set_nothing_is_said_of_any()
    {
        var page = _folder.WriteAll(Input);
        Assert.DoesNotContain("ther data", page, StringComparison.Ordinal);
        Assert.DoesNotContain("other data", _folder.Text("report.md"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Report, "extra_sets.csv")));
    }

    [Fact]
    public void Undefined_figures_are_undefined_and_not_zero()
    {
        var input = Input.WithExtraSets("tickets");
        var report = input.Runs[0].ExtraSets["tickets"];
        var undefined = input with
        {
            Runs = [
            WithSet(input.Runs[0], report with { Set = report.Set with { MacroAveragePrecision = new(null, null) } })]
        };
        _folder.WriteAll(undefined);
        Assert.Equal("", ParsedCsv.Read(_folder.Text("extra_sets.csv"))[0]["macro_average_precision"]);
        Assert.Contains("| undefined |", _folder.Text("report.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_EXP6006()
    {
        var input = Input.WithExtraSets("tickets");
        var report = input.Runs[0].ExtraSets["tickets"];
        var broken = input with
        {
            Runs = [
            WithSet(input.Runs[0], report with { Test = report.Test with { MicroF1 = new(double.NaN, null) } })]
        };
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => ReportCheck.Require(broken)).Diagnostics);
        Assert.Equal("EXP6006", problem.Code);
        Assert.Contains("Micro F1 on test beside tickets", problem.Message, StringComparison.Ordinal);
    }

    private static RunResult WithSet(RunResult run, ExtraSetReport report) =>
        run with { ExtraSets = new Dictionary<string, ExtraSetReport> { ["tickets"] = report } };
}
