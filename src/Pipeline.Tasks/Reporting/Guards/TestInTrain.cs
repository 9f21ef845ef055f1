using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Test comments that training has seen measure memory: the figure without them stands beside what is withheld.</summary>
internal sealed record TestInTrain : IGuard
{
    /// <summary>A larger share of them withholds the verdict, a smaller one is noted by <see cref="SharedComments"/>.</summary>
    public const double MostShare = 0.05;

    public GuardFinding? Check(GuardFacts facts)
    {
        var (shared, all) = (facts.InTrain(Split.Test), facts.Comments(Split.Test));
        if (facts.ShareInTrain(Split.Test) <= MostShare)
            return null;
        var said = new Prose().Say(
            $"{Numbers.Count(shared)} of the {Numbers.Count(all)} test comments are also in train, "
            + (shared == all ? "so the figures measure memory." : "so the figures partly measure memory."));
        Without.Say(said, facts.Pair?.Contrast, facts.Pair?.Contrast?.WithoutShared);
        return new GuardFinding(shared < all
            ? said.Say(" Take them out of the file of data.train, or name another file: ").Code(DataFile.Name(Split.Train))
            : said.Say(" Name a file of comments that training does not see: ").Code(DataFile.Name(Split.Test)))
        {
            Because = new Prose().Say(shared == all
                ? "all test comments are also in train"
                : $"{Numbers.Percent(facts.ShareInTrain(Split.Test), 1)} of the test comments are also in train"),
            ByHand = new Prose().Say(shared == all
                ? "name a file of test comments that training does not see"
                : "take the comments that are also in test out of the file of data.train"),
        };
    }
}
