using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Which run to deploy and why, what it is bad at, and where its probabilities can be trusted.</summary>
internal static class RecommendationAnswer
{
    /// <summary>A run may lose less than this in micro F1 and still be recommended for its size.</summary>
    public const double Margin = 0.01;

    private const int Thousand = 1000;

    /// <summary>Empty where there are no two runs to choose from.</summary>
    public static IReadOnlyList<Prose> Of(ReportInput input, IReadOnlyList<RunGroup> groups, Doubts doubts)
    {
        if (Answer.Pairs(input, groups) is not [var (full, lora), ..])
            return [];
        var figure = input.Contrast(full.Name, lora.Name)?.Figure(FigureNames.MicroF1);
        var run = figure?.Interval is { High: < 0 } ? full : lora;
        var said = (Why(figure), doubts.AllowVerdict) switch
        {
            ({ } why, true) => new Prose().Say("Deploy ").Name(run.Name).Say(why),
            ({ } why, false) => new Prose().Say("No run can be recommended yet. So far, the figures speak for ").Name(run.Name).Say(why),
            (null, _) => Undecided(figure, lora),
        };
        return [said.Add(Facts(run)), .. new[] { WeakLabels.Of(run), TrustedRange.Of(run) }.OfType<Prose>()];
    }

    /// <summary>Null where the figures speak for neither run.</summary>
    private static string? Why(ContrastFigure? figure) => figure switch
    {
        { Interval.High: < 0 } => ", because its micro F1 is higher.",
        { Interval.Low: > 0 } => ", because its micro F1 is higher and it takes less space.",
        { Interval: { } interval, LossBound: { } bound and < Margin } =>
            $", because it takes less space and its micro F1 is at most {Numbers.Figure(Math.Max(0, bound))} lower (one-sided "
            + $"{Numbers.Percent(interval.Confidence, 0)} bound), which is less than the margin of {Numbers.Figure(Margin, 2)}.",
        _ => null,
    };

    // That no difference is shown does not make the runs equal.
    private static Prose Undecided(ContrastFigure? figure, RunGroup lora)
    {
        var said = new Prose().Say("The runs do not decide which of them to deploy. ");
        said = figure is { Interval: { } interval, LossBound: { } bound }
            ? said.Say("The micro F1 of ").Name(lora.Name)
                .Say($" may be up to {Numbers.Figure(bound)} lower (one-sided {Numbers.Percent(interval.Confidence, 0)} bound), which is ")
                .Say($"not less than the margin of {Numbers.Figure(Margin, 2)}. ")
            : said.Say("There is no interval of the difference by which to judge. ");
        return said.Name(lora.Name).Say(" would be cheaper, because it takes less space.");
    }

    private static Prose Facts(RunGroup run)
    {
        var said = new Prose().Say($" Its micro F1 is {QualityAnswer.Value(run, d => (d.Micro.F1, d.MicroF1Interval))}.");
        var rate = run.Over(r => r.Costs.GetValueOrDefault(StageLayout.Predict.Stage.CostName)?.SamplesPerSecond).Mean;
        if (rate is > 0)
            said.Say($" A thousand comments took {Numbers.Seconds(Thousand / rate.Value)}.{RunLatency.Said(run)}");
        if (run.Over(r => r.Costs.GetValueOrDefault(CostAnswer.Train)?.BytesStored).Mean is { } bytes)
        {
            said.Say($" It takes {Numbers.Bytes((long)bytes)} on disk")
                .Say(run.Method == Emotune.Model.Training.FineTuningMethod.Lora ? " beside the backbone." : ".");
        }
        return run.Finished.Select(r => r.Parameters?.Trained).FirstOrDefault(t => t is not null) is { } trained
            ? said.Say($" It trained {Numbers.Count(trained)} parameters.")
            : said;
    }
}
