using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>F1 of LoRA beside full fine-tuning: the figures, their difference, and how much of it one may believe.</summary>
internal static class QualityAnswer
{
    public static IReadOnlyList<Prose> Of(ReportInput input, IReadOnlyList<RunGroup> groups)
    {
        var pairs = Answer.Pairs(input, groups);
        var sentences = pairs.Count == 0
            ? [Alone(groups)]
            : pairs.SelectMany(p => new[] { Figures(p.Full, p.Lora), Difference(input, p.Full, p.Lora), Seeds(p.Full, p.Lora) }).ToList();
        var floor = groups.SelectMany(g => g.Finished).Select(r => r.Evaluation!.MostFrequentLabelMicroF1.Value)
            .FirstOrDefault(v => v is not null);
        if (floor is not null)
        {
            sentences.Add(
                new Prose().Say($"For comparison, always predicting the most frequent label gives a micro F1 of {Numbers.Figure(floor)}."));
        }
        return sentences;
    }

    private static Prose Alone(IReadOnlyList<RunGroup> groups)
    {
        var finished = groups.Where(g => g.Finished.Count > 0).ToArray();
        if (finished.Length == 0) return new Prose().Say("This is not known, because no run has finished.");
        var said = new Prose().Say("This experiment cannot answer the question, because it has no finished run of ")
            .Say(finished.Any(g => g.Method == Emotune.Model.Training.FineTuningMethod.Full) ? "LoRA. " : "full fine-tuning. ");
        foreach (var group in finished)
            said.Name(group.Name).Say(" has a micro F1 of ").Say(Value(group, d => (d.Micro.F1, d.MicroF1Interval))).Say(". ");
        return said;
    }

    private static Prose Figures(RunGroup full, RunGroup lora)
    {
        var difference = lora.Over(Micro).Mean - full.Over(Micro).Mean;
        return new Prose().Name(lora.Name).Say(" has a micro F1 of ").Say(Value(lora, d => (d.Micro.F1, d.MicroF1Interval)))
            .Say(" on test, and ").Name(full.Name).Say(" has one of ").Say(Value(full, d => (d.Micro.F1, d.MicroF1Interval)))
            .Say(". ").Say(Apart(difference)).Say(" The macro F1, in which rare labels count as much as frequent ones, is ")
            .Say(Value(lora, d => (d.Macro.F1, d.MacroF1Interval))).Say(" against ")
            .Say(Value(full, d => (d.Macro.F1, d.MacroF1Interval))).Say(".");
    }

    private static string Apart(double? difference) => difference switch
    {
        null => "The difference is undefined.",
        _ when Numbers.Figure(Math.Abs(difference.Value)) == "0.000" => "They are the same to three digits.",
        < 0 => $"LoRA is {Numbers.Figure(-difference)} lower.",
        _ => $"LoRA is {Numbers.Figure(difference)} higher.",
    };

    private static Prose Difference(ReportInput input, RunGroup full, RunGroup lora)
    {
        var contrast = input.Contrast(full.Name, lora.Name);
        if (contrast?.Figure(FigureNames.MicroF1) is not { Difference: { } value, Interval: { } interval } figure)
            return Overlap(full, lora);
        var said = new Prose().Say("On the same test comments, the micro F1 of ").Name(lora.Name).Say(" minus that of ").Name(full.Name)
            .Say($" is {Numbers.Signed(value)} ({Numbers.Percent(interval.Confidence, 0)} interval ")
            .Say($"{Numbers.Signed(interval.Low)} to {Numbers.Signed(interval.High)}, {contrast.Draws()}");
        if (figure.AdjustedPValue is { } p)
            said.Say($"; p {Equal(Numbers.PValue(p))} with Holm’s correction");
        var doubts = VerdictGuards.Of(input, (full, lora));
        if (!doubts.AllowVerdict)
            return said.Say("). Whether the difference would stay is ").Add(LeadAnswer.NotKnown(doubts)).Say(".");
        said.Say("). ").Say(interval switch
        {
            { High: < 0 } => "LoRA is worse here, by more than chance explains.",
            { Low: > 0 } => "LoRA is better here, by more than chance explains.",
            _ => $"No difference is shown: LoRA may be up to {Numbers.Figure(Math.Max(0, -interval.Low))} worse "
                + $"or {Numbers.Figure(Math.Max(0, interval.High))} better.",
        });
        // Otherwise the sentence before would seem to contradict the corrected value.
        if (interval is { High: < 0 } or { Low: > 0 } && figure.PValue is { } alone && figure.AdjustedPValue > 1 - interval.Confidence)
        {
            said.Say(" The correction is for reading all figures of the table at once. ")
                .Say($"For micro F1 alone, p {Equal(Numbers.PValue(alone))}.");
        }
        return figure.LossBound is { } bound
            ? said.Say(bound > 0
                ? $" With {Numbers.Percent(contrast.Confidence, 0)} confidence it is at most {Numbers.Figure(bound)} worse "
                    + $"(one-sided bound)."
                : $" With {Numbers.Percent(contrast.Confidence, 0)} confidence it is at least {Numbers.Figure(-bound)} better "
                    + $"(one-sided bound).")
            : said;
    }

    private static string Equal(string p) => p.StartsWith('<') ? p : "= " + p;

    private static Prose Overlap(RunGroup full, RunGroup lora)
    {
        if (full.Finished.Count > 1 || lora.Finished.Count > 1)
            return new Prose().Say("There is no paired difference over the seeds by which to judge.");
        var (a, b) = (
            full.Finished[0].Decision(DecisionNames.Validation)?.MicroF1Interval,
            lora.Finished[0].Decision(DecisionNames.Validation)?.MicroF1Interval);
        if (a is null || b is null) return new Prose().Say("There is no interval by which to judge the difference.");
        return new Prose().Say(a.Low <= b.High && b.Low <= a.High
            ? "There is no paired difference, and the two intervals overlap. This shows neither that the runs are equal nor that they "
                + "differ."
            : "There is no paired difference. The two intervals do not overlap, so the choice of test comments alone does not explain "
                + "the difference.");
    }

    private static Prose Seeds(RunGroup full, RunGroup lora)
    {
        var (a, b) = (full.Finished.Count, lora.Finished.Count);
        if (a == 1 && b == 1)
        {
            return new Prose()
                .Say("Each run has one seed. The intervals therefore describe the choice of test comments and not chance in training. "
                    + "Another seed could change either figure, so a small difference is not a finding.");
        }

        if (a == 1 || b == 1)
        {
            return new Prose()
                .Say(FormattableString.Invariant(
                    $"Seeds: {a} of full fine-tuning and {b} of LoRA. A single seed does not show chance in training."));
        }

        return new Prose()
            .Say(FormattableString.Invariant($"Seeds: {a} of full fine-tuning and {b} of LoRA. "))
            .Say("± is the standard deviation over them, a rough estimate with few seeds.");
    }

    private static double? Micro(RunResult run) => run.Decision(DecisionNames.Validation)?.Micro.F1;

    internal static string Value(RunGroup group, Func<DecisionReport, (double F1, Interval Interval)> read)
    {
        var decisions = group.Finished.Select(r => r.Decision(DecisionNames.Validation)).OfType<DecisionReport>().ToArray();
        if (decisions.Length == 1)
        {
            var (f1, interval) = read(decisions[0]);
            return $"{Numbers.Figure(f1)} ({Numbers.Percent(interval.Confidence, 0)} interval "
                + $"{Numbers.Figure(interval.Low)} to {Numbers.Figure(interval.High)})";
        }
        var over = SeedStatistics.Of(decisions.Select(d => (double?)read(d).F1));
        return over.Mean is null
            ? Numbers.Undefined
            : FormattableString.Invariant($"{Numbers.Figure(over.Mean)} ± {Numbers.Figure(over.Deviation)} ({decisions.Length} seeds)");
    }
}
