using Emotune.Model.Stages;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Shares of trained parameters, time to train and bytes to keep.</summary>
internal static class CostAnswer
{
    public static readonly string Train = StageLayout.Train.Stage.CostName;

    public static IReadOnlyList<Prose> Of(ReportInput input, IReadOnlyList<RunGroup> groups)
    {
        var pairs = Answer.Pairs(input, groups);
        var sentences = groups.Where(g => g.Finished.Any(r => r.Parameters is not null)).Select(Share).ToList();
        sentences.AddRange(pairs.Select(p => Costs(input, p.Full, p.Lora)).OfType<Prose>());
        return sentences.Count > 0
            ? sentences
            : [new Prose().Say("This is not known, because no finished run has counted its parameters.")];
    }

    private static Prose Share(RunGroup group)
    {
        var counts = group.Finished.Select(r => r.Parameters).OfType<Emotune.Model.Training.ParameterCounts>().First();
        var said = new Prose().Name(group.Name)
            .Say($" trains {Numbers.Percent(counts.Share)} of its parameters: ")
            .Say($"{Numbers.Count(counts.Trained)} of {Numbers.Count(counts.Total)}");
        return counts.Adapter == 0
            ? said.Say(".")
            : said.Say($" ({Numbers.Count(counts.Adapter)} in adapters, {Numbers.Count(counts.Head)} in the head)")
                .Say(counts.PeftTotal == counts.Total
                    ? "."
                    : $". PEFT, which counts the head twice, would say {Numbers.Percent((double)counts.Trained / counts.PeftTotal)}.");
    }

    private static Prose? Costs(ReportInput input, RunGroup full, RunGroup lora)
    {
        var (fullTime, loraTime) = (Mean(full, c => c.Seconds), Mean(lora, c => c.Seconds));
        var (fullBytes, loraBytes) = (Mean(full, c => c.BytesStored), Mean(lora, c => c.BytesStored));
        if (fullTime is not > 0 || loraTime is null || fullBytes is null || loraBytes is not > 0) return null;
        var otherLoad = TrainingLoad.Difference(input, full, lora);
        return new Prose().Say("Training ").Name(lora.Name).Say($" took {Numbers.Seconds(loraTime.Value)} per seed. Training ")
            .Name(full.Name)
            .Say($" took {Numbers.Seconds(fullTime.Value)}. ")
            .Say(otherLoad is null
                ? $"LoRA took {Numbers.Times(loraTime.Value / fullTime.Value)} times as long. "
                : $"{otherLoad} The times cannot be compared. ")
            .Name(lora.Name)
            .Say($" stores {Numbers.Bytes((long)loraBytes.Value)} instead of {Numbers.Bytes((long)fullBytes.Value)} ")
            .Say($"({Numbers.Percent(loraBytes.Value / fullBytes.Value, 1)}).");
    }

    private static double? Mean(RunGroup group, Func<Emotune.Model.Training.StageCost, double> read) =>
        group.Over(r => r.Costs.TryGetValue(Train, out var cost) ? read(cost) : null).Mean;
}
