using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>What is chosen on comments that training has seen is chosen by memory.</summary>
internal sealed record ValidationInTrain : IGuard
{
    public GuardFinding? Check(GuardFacts facts) => facts.InTrain(Split.Validation) is var shared && shared == 0
        ? null
        : new GuardFinding(new Prose()
            .Say($"{Numbers.Count(shared)} of the {Numbers.Count(facts.Comments(Split.Validation))} validation comments ")
            .Say($"({Numbers.Percent(facts.ShareInTrain(Split.Validation))}) are also in train. ")
            .Say("Epochs, calibration and thresholds were chosen on them as well."));
}
