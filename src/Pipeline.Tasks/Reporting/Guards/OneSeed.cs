using System.Globalization;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>One training shows nothing of chance in training.</summary>
internal sealed record OneSeed : IGuard
{
    /// <summary>Fewer seeds than this carry no claim.</summary>
    public const int Fewest = 2;

    // The spread of two seeds is a rough estimate.
    private const int Proposed = 3;

    public GuardFinding? Check(GuardFacts facts)
    {
        var single = facts.Pair?.Runs.Where(r => r.Seeds < Fewest).ToArray() ?? [];
        if (single.Length == 0)
            return null;
        var because = single.Length == 2 ? new Prose().Say("each run has one seed") : new Prose().Name(single[0].Name).Say(" has one seed");
        var failed = facts.Seeds.Count > 1;
        return new GuardFinding(new Prose()
            .Say("One training shows nothing of chance in training. With another seed, either figure could be higher or lower.")
            .Say(failed
                ? " The experiment asks for more seeds: mend what failed, and build again."
                : " Two seeds are the fewest that allow a verdict. Three are proposed, because an interval from two is too narrow."))
        {
            Because = because,
            Mend = failed ? [] : [Setting.Several(More(facts.Seeds).Select(s => s.ToString(CultureInfo.InvariantCulture)), "seeds")],
            ByHand = failed ? new Prose().Say("mend what failed, so that each run has at least two seeds") : null,
        };
    }

    private static IEnumerable<int> More(IReadOnlyList<int> seeds)
    {
        // The largest seed has none after it.
        var first = Math.Min(seeds.Max(), int.MaxValue - Proposed);
        return seeds.Concat(Enumerable.Range(first, Proposed + 1).Except(seeds)).Take(Proposed);
    }
}
