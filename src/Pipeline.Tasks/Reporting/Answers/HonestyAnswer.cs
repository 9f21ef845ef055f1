using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Calibration error before and after, of each run.</summary>
internal static class HonestyAnswer
{
    public static IReadOnlyList<Prose> Of(IReadOnlyList<RunGroup> groups)
    {
        var finished = groups.Where(g => g.Finished.Count > 0).ToArray();
        if (finished.Length == 0) return [new Prose().Say("This is not known, because no run has finished.")];
        return
        [
            .. finished.Select(Error),
            .. finished.Select(LossByLabel.Of).OfType<Prose>(),
            new Prose()
                .Say("The expected calibration error is the distance between the mean predicted probability and the fraction of "
                    + "positives. It is computed for each label and averaged over the labels. Zero is perfect. Rare labels keep it near "
                    + "zero by themselves, so look at the diagrams and at the largest distance too. Whether calibration helped is judged "
                    + "by the squared error without the share that chance adds, because the interval of its change can be trusted."),
        ];
    }

    private static Prose Error(RunGroup group)
    {
        var before = group.Over(r => r.Evaluation!.Uncalibrated.ExpectedCalibrationError.Value);
        var after = group.Over(r => r.Evaluation!.Calibrated.ExpectedCalibrationError.Value);
        var largest = (group.Over(r => FilledBins.LargestDistance((r.Reliability?.Labels ?? []).Select(l => l.Before))).Mean,
            group.Over(r => FilledBins.LargestDistance((r.Reliability?.Labels ?? []).Select(l => l.After))).Mean);
        var said = new Prose().Name(group.Name)
            .Say($" has an expected calibration error of {Show(before)} before calibration and of {Show(after)} after it{Interval(group)}");
        said.Say(before.Mean is null || after.Mean is null ? "." : Numbers.Figure(after.Mean, 4) == Numbers.Figure(before.Mean, 4)
            ? ". Calibration changed nothing."
            : group.Finished.All(r => IsCovered(r.Evaluation!)) ? ". The change is within what chance explains."
            : Change(group) is { } change ? change < 0 ? ". Calibration helped." : ". Calibration made it worse."
            : after.Mean < before.Mean ? ". Calibration helped." : ". Calibration made it worse.");
        return largest is ({ } worst, { } left)
            ? said.Say(FormattableString.Invariant($" In bins of at least {FilledBins.Fewest} comments, the largest distance "))
                .Say($"of a label is {Numbers.Figure(worst)} before and {Numbers.Figure(left)} after, on average over the labels.")
            : said.Say(FormattableString.Invariant($" No label has a bin of {FilledBins.Fewest} comments to look at."));
    }

    private static string Show(SeedStatistics over) =>
        Numbers.Figure(over.Mean, 4) + (over.Deviation is null ? "" : " ± " + Numbers.Figure(over.Deviation, 4));

    private static double? Change(RunGroup group) => group.Over(r => r.Evaluation!.CalibrationChange?.DebiasedSquaredError.Value).Mean;

    // By the change's own interval, which pairs before and after, of the error that chance does not widen: where nothing changes, an
    // interval of the plain error's change leaves zero out too often, and where much does it lies too near to zero. A run without one
    // by the error's.
    private static bool IsCovered(EvaluationReport evaluation)
    {
        if (evaluation.CalibrationChange?.DebiasedSquaredError.Interval is { } change)
            return change.Low <= 0 && change.High >= 0;
        return evaluation.Calibrated.ExpectedCalibrationError.Interval is { } error
            && evaluation.Uncalibrated.ExpectedCalibrationError.Value is { } before && error.Low <= before && before <= error.High;
    }

    private static string Interval(RunGroup group) =>
        group.Finished.Count == 1 && group.Finished[0].Evaluation!.Calibrated.ExpectedCalibrationError.Interval is { } i
            ? $" ({Numbers.Percent(i.Confidence, 0)} interval {Numbers.Figure(i.Low, 4)} to {Numbers.Figure(i.High, 4)})"
            : "";
}
