using System.Globalization;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Where seeds differ, only comments were resampled, and an interval says nothing of chance in training.</summary>
internal sealed record OtherSeeds : IGuard
{
    public GuardFinding? Check(GuardFacts facts)
    {
        if (facts.Pair is not { Contrast: { SeedsResampled: false } contrast } pair || pair.Runs.Any(r => r.Seeds < OneSeed.Fewest))
            return null;
        long[] common = [.. contrast.FirstSeeds.Intersect(contrast.SecondSeeds)];
        var said = new Prose().Name(pair.Full.Name).Say($" has the seeds {Listed(contrast.FirstSeeds)}, and ").Name(pair.Lora.Name)
            .Say($" has the seeds {Listed(contrast.SecondSeeds)}. The interval was therefore drawn over comments alone, and shows nothing "
                + "of chance in training. Mend what failed, and build again");
        return new GuardFinding(said.Say(common.Length < OneSeed.Fewest ? "." : ", or compare the seeds that both runs have."))
        {
            Because = new Prose().Say("the runs do not have the same seeds"),
            Mend = common.Length < OneSeed.Fewest ? [] : [Setting.Several(common.Select(Text), "seeds")],
            ByHand = common.Length < OneSeed.Fewest ? new Prose().Say("mend what failed, so that both runs have the same seeds") : null,
        };
    }

    private static string Listed(IReadOnlyList<long> seeds) => string.Join(", ", seeds.Select(Text));

    private static string Text(long seed) => seed.ToString(CultureInfo.InvariantCulture);
}
