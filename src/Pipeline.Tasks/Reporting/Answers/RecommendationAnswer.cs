using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Which run to deploy and why, what it is bad at, and where its probabilities can be trusted.</summary>
internal static class RecommendationAnswer
{
    private const int Thousand = 1000;

    /// <summary>Empty where there are no two runs to choose from.</summary>
    public static IReadOnlyList<Prose> Of(ReportInput input, IReadOnlyList<RunGroup> groups, Doubts doubts)
    {
        if (Answer.Pairs(input, groups) is not [var (full, lora), ..])
            return [];
        var interval = input.Contrast(full.Name, lora.Name)?.Figure(FigureNames.MicroF1)?.Interval;
        var run = interval is { High: < 0 } ? full : lora;
        var said = doubts.AllowVerdict && interval is not null
            ? new Prose().Say("Deploy ").Name(run.Name).Say(Why(interval))
            : new Prose().Say("No run can be recommended yet. So far, the figures speak for ").Name(run.Name).Say(Why(interval));
        return [said.Add(Facts(run)), .. new[] { WeakLabels.Of(run), TrustedRange.Of(run) }.OfType<Prose>()];
    }

    private static string Why(Interval? interval) => interval switch
    {
        { High: < 0 } => ", because its micro F1 is higher.",
        { Low: > 0 } => ", because its micro F1 is higher and it takes less space.",
        _ => ", because it takes less space and no difference in micro F1 is shown.",
    };

    private static Prose Facts(RunGroup run)
    {
        var said = new Prose().Say($" Its micro F1 is {QualityAnswer.Value(run, d => (d.Micro.F1, d.MicroF1Interval))}.");
        var rate = run.Over(r => r.Costs.GetValueOrDefault(StageLayout.Predict.Stage.CostName)?.SamplesPerSecond).Mean;
        if (rate is > 0)
            said.Say($" A thousand comments took {Numbers.Seconds(Thousand / rate.Value)}.");
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
