using System.Globalization;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>One training shows nothing of chance in training.</summary>
internal sealed record OneSeed : IGuard
{
    private const int Enough = 3;

    public GuardFinding? Check(GuardFacts facts)
    {
        var single = facts.Pair?.Runs.Where(r => r.Seeds < 2).ToArray() ?? [];
        if (single.Length == 0)
            return null;
        var because = single.Length == 2 ? new Prose().Say("each run has one seed") : new Prose().Name(single[0].Name).Say(" has one seed");
        var failed = facts.Seeds.Count > 1;
        return new GuardFinding(new Prose()
            .Say("One training shows nothing of chance in training. With another seed, either figure could be higher or lower.")
            .Say(failed ? " The experiment asks for more seeds: mend what failed, and build again." : ""))
        {
            Because = because,
            Mend = failed ? [] : [Setting.Several(More(facts.Seeds).Select(s => s.ToString(CultureInfo.InvariantCulture)), "seeds")],
        };
    }

    private static IEnumerable<int> More(IReadOnlyList<int> seeds)
    {
        // The largest seed has none after it.
        var first = Math.Min(seeds.Max(), int.MaxValue - Enough);
        return seeds.Concat(Enumerable.Range(first, Enough + 1).Except(seeds)).Take(Enough);
    }
}
