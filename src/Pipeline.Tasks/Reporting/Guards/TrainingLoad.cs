using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>
/// Whether two runs were trained under the same circumstances, as far as their costs show: machine, trainings side by side, and how far
/// the seeds of one run agree.
/// </summary>
internal static class TrainingLoad
{
    private static readonly string Train = StageLayout.Train.Stage.CostName;

    // Of the trainings at once, on average.
    private const double MostApart = 0.25;

    // Seeds of one run do the same work.
    private const double MostUneven = 1.25;

    /// <summary>A whole sentence about the training times; null where no difference shows.</summary>
    public static string? Difference(ReportInput input, RunGroup full, RunGroup lora)
    {
        var (ofFull, ofLora) = (Costs(full), Costs(lora));
        if (ofFull.Length == 0 || ofLora.Length == 0)
            return null;
        if (ofFull.Concat(ofLora).Select(c => (c.Host, c.Processor)).Distinct().Count() > 1)
            return "The training times come from different machines.";
        StageCost[] all = [.. RunGroup.Of(input.Runs).SelectMany(Costs)];
        if (Math.Abs(Beside(ofFull, all) - Beside(ofLora, all)) > MostApart)
            return "The training times come from runs with different numbers of trainings side by side.";
        return new[] { ofFull, ofLora }.Any(IsUneven) ? "The training times differ between seeds that did the same work." : null;
    }

    private static StageCost[] Costs(RunGroup group) =>
        [.. group.Finished.Select(r => r.Costs.GetValueOrDefault(Train)).OfType<StageCost>().Where(c => c.Seconds > 0)];

    /// <summary>How many trainings ran at once while these ran, themselves included, on average.</summary>
    private static double Beside(StageCost[] own, StageCost[] all) =>
        own.Sum(c => all.Sum(other => Overlap(c, other))) / own.Sum(c => c.Seconds);

    private static double Overlap(StageCost one, StageCost other)
    {
        static DateTimeOffset Start(StageCost cost) => cost.Finished - TimeSpan.FromSeconds(cost.Seconds);
        var from = Start(one) > Start(other) ? Start(one) : Start(other);
        var to = one.Finished < other.Finished ? one.Finished : other.Finished;
        return Math.Max(0, (to - from).TotalSeconds);
    }

    private static bool IsUneven(StageCost[] costs)
    {
        double[] rates = [.. costs.Select(c => c.SamplesPerSecond).OfType<double>()];
        return rates.Length > 1 && rates.Max() > MostUneven * rates.Min();
    }
}
