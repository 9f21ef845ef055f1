using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Reporting.Tables;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>The table that a build ends with.</summary>
public sealed class ResultsTextTests
{
    [Fact]
    public void A_run_has_its_figures_with_their_intervals_and_the_time_of_its_training()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 3);
        var lines = Lines(run);
        Assert.Matches("^run +seed +micro F1 +macro F1 +ECE +training$", lines[1]);
        Assert.Equal(3, lines[2].Count(c => c == '['));
        Assert.Contains(
            Numbers.Figure(run.Evaluation!.Calibrated.ExpectedCalibrationError.Value) + " [", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(Numbers.Seconds(run.Costs["train"].Seconds), lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_wider_than_a_terminal_and_names_keep_their_ends()
    {
        var name = new string('a', 60) + "-rank-8-learning-rate-1.0e-3";
        var runs = Enumerable.Range(1, 200).Select(i => MadeUp.Run(name, FineTuningMethod.Lora, 3, i));
        var failed = MadeUp.Failed(name, FineTuningMethod.Lora, string.Join(' ', Enumerable.Repeat("why", 100)));
        var lines = Lines([.. runs, failed]);
        Assert.Equal(204, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
        Assert.All(lines[2..202], line => Assert.Contains("learning-rate-1.0e-3", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_failed_run_says_why_below_the_table()
    {
        var lines = Lines(MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Failed("lora", FineTuningMethod.Lora, "EXP4209: no memory"));
        Assert.Matches("^lora +42 +failed$", lines[3]);
        Assert.Equal("lora/42 failed: EXP4209: no memory", lines[4]);
    }

    [Fact]
    public void Another_culture_changes_nothing()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 3);
        var lines = Lines(run);
        using var culture = new OtherCulture();
        Assert.Equal(lines, Lines(run));
    }

    private static string[] Lines(params RunResult[] runs) => ResultsText.Write(MadeUp.Input(3, runs)).TrimEnd('\n').Split('\n');
}
