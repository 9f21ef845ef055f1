using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>A handful of comments carries no claim.</summary>
internal sealed record FewTestComments : IGuard
{
    /// <summary>Fewer comments than this carry no claim.</summary>
    public const int Fewest = 30;

    public GuardFinding? Check(GuardFacts facts) => facts.Comments(Split.Test) is var comments && comments >= Fewest
        ? null
        : new GuardFinding(new Prose()
            .Say(FormattableString.Invariant($"A claim needs at least {Fewest} comments: with fewer, an interval cannot be trusted. "))
            .Say("Name a larger file: ").Code(DataFile.Name(Split.Test)))
        {
            Because = new Prose().Say($"there are only {Numbers.Count(comments)} test comments"),
            ByHand = new Prose().Say("name a larger file of test comments"),
        };
}
