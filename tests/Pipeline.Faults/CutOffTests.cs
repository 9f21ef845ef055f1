using Xunit.Abstractions;

namespace Emotune.Pipeline.Faults;

/// <summary>Builds that are cut off at random moments; one more build must end as if nothing had happened.</summary>
public sealed class CutOffTests(ITestOutputHelper output)
{
    [Fact]
    public void Killed_at_any_moment_one_more_build_ends_with_the_undisturbed_digests()
    {
        using var experiment = new RecordedExperiment();
        var stages = new List<string>();
        for (var i = 0; i < Settings.Kills; i++)
        {
            var cut = experiment.CutOff(i, Signals.Kill);
            output.WriteLine($"kill {i + 1}: {cut.Moment}");
            stages.Add(cut.Stage);
            experiment.AssertEndsUndisturbed(cut.Moment);
        }
        output.WriteLine(string.Join(", ", stages.CountBy(s => s).Select(s => $"{s.Key}: {s.Value}")));
        foreach (var stage in new[] { "Prepare", "Train", "Report" })
            Assert.True(stages.Count(s => s == stage) >= Settings.Kills / 10, $"Too few moments inside {stage}.");
    }

    [Fact]
    public void Interrupted_at_any_moment_the_build_fails_within_two_seconds_and_one_more_ends_undisturbed()
    {
        using var experiment = new RecordedExperiment();
        for (var i = 0; i < Settings.Interrupts; i++)
        {
            var cut = experiment.CutOff(i, Signals.Interrupt);
            output.WriteLine(
                FormattableString.Invariant($"interrupt {i + 1}: {cut.Moment}: exit {cut.ExitCode} after {cut.Took.TotalSeconds:0.00} s"));
            // A build that had said its last word when the signal came has succeeded.
            Assert.True(
                cut.ExitCode != 0 || cut.Output.Contains("Build succeeded", StringComparison.Ordinal), $"{cut.Moment}\n{cut.Output}");
            Assert.True(cut.Took < TimeSpan.FromSeconds(2), $"{cut.Moment}: {cut.Took}");
            Assert.DoesNotContain("   at ", cut.Output, StringComparison.Ordinal);
            experiment.AssertEndsUndisturbed(cut.Moment);
        }
    }
}
