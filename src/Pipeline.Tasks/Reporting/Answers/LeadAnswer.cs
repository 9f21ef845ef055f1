using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>The whole answer in one breath: the first LoRA run beside full fine-tuning.</summary>
internal static class LeadAnswer
{
    public static Prose Of(ReportInput input, IReadOnlyList<RunGroup> groups, Doubts doubts)
    {
        var pairs = Answer.Pairs(input, groups);
        if (pairs.Count == 0)
        {
            return new Prose().Say(groups.Any(g => g.Finished.Count > 0)
                ? "LoRA and full fine-tuning cannot be compared here: one of them has no finished run."
                : "There is no answer yet: no run has finished.");
        }
        var (full, lora) = pairs[0];
        var said = doubts.AllowVerdict
            ? new Prose().Name(lora.Name).Say($" {Verdict(input, full, lora)}.")
            : new Prose().Say("Whether ").Name(lora.Name).Say(" is as good as full fine-tuning is ").Add(NotKnown(doubts))
                .Say(".").Add(SoFar(full, lora));
        if (lora.Finished.Select(r => r.Parameters?.Share).FirstOrDefault(s => s is not null) is { } share)
            said.Say(" ").Name(lora.Name).Say($" trains {Numbers.Percent(share)} of the parameters.");
        var error = lora.Over(r => r.Evaluation!.Calibrated.ExpectedCalibrationError.Value).Mean;
        return error is null
            ? said
            : said.Say(
                $" After calibration, its probabilities differ from the fractions of positives by {Numbers.Figure(error, 4)} on average.");
    }

    /// <summary>Without a full stop.</summary>
    public static Prose NotKnown(Doubts doubts)
    {
        var said = new Prose().Say("not known yet, because ");
        foreach (var (at, finding) in doubts.Withheld.Index())
            said.Say(at == 0 ? "" : "; ").Add(finding.Because!);
        return said;
    }

    private static Prose SoFar(RunGroup full, RunGroup lora) => lora.Over(Micro).Mean - full.Over(Micro).Mean is { } apart
        ? new Prose().Say(" So far, the micro F1 of ").Name(lora.Name)
            .Say($" is {Numbers.Figure(Math.Abs(apart))} {(apart < 0 ? "lower" : "higher")}.")
        : new Prose();

    private static string Verdict(ReportInput input, RunGroup full, RunGroup lora)
    {
        var apart = lora.Over(Micro).Mean - full.Over(Micro).Mean;
        var by = Numbers.Figure(Math.Abs(apart ?? 0));
        return input.Contrast(full.Name, lora.Name)?.Figure(FigureNames.MicroF1)?.Interval switch
        {
            { High: < 0 } => $"is not as good as full fine-tuning: its micro F1 is {by} lower",
            { Low: > 0 } => $"is better than full fine-tuning: its micro F1 is {by} higher",
            { } => $"cannot be distinguished from full fine-tuning: its micro F1 is {by} {(apart < 0 ? "lower" : "higher")}, and "
                + "chance could explain such a difference",
            null when apart is null => "and full fine-tuning have no F1 to compare",
            null => $"has a micro F1 that is {by} {(apart < 0 ? "lower" : "higher")} than that of full fine-tuning",
        };
    }

    private static double? Micro(RunResult run) => run.Decision(DecisionNames.Validation)?.Micro.F1;
}
