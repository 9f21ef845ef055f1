using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>A few test comments that training has seen: the figure without them stands beside the verdict.</summary>
internal sealed record SharedComments : IGuard
{
    public GuardFinding? Check(GuardFacts facts)
    {
        var (shared, all) = (facts.InTrain(Split.Test), facts.Comments(Split.Test));
        if (shared == 0 || facts.ShareInTrain(Split.Test) > TestInTrain.MostShare)
            return null;
        return new GuardFinding(Without.Say(
            new Prose().Say(
                $"{Numbers.Count(shared)} of the {Numbers.Count(all)} test comments ({Numbers.Percent(facts.ShareInTrain(Split.Test))}) "
                + "are also in train."),
            facts.Pair?.Contrast, facts.Pair?.Contrast?.WithoutShared));
    }
}
