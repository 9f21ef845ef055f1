using System.Globalization;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Beyond the edge of a search there may be a better learning rate.</summary>
internal sealed record RateAtEdge : IGuard
{
    public GuardFinding? Check(GuardFacts facts)
    {
        var found = (facts.Pair?.Runs ?? []).Where(r => r.IsSearched).Select(r => (Run: r, Edge: EdgeOf(r)))
            .Where(f => f.Edge is not null).ToArray();
        if (found.Length == 0)
            return null;
        var because = new Prose();
        foreach (var (run, edge) in found)
        {
            because.Say(because.Parts.Count == 0 ? "the best learning rate of " : ", and that of ").Name(run.Name)
                .Say($", {RateText.Of(run.Recipe.LearningRate)}, is the {(edge!.IsHighest ? "highest" : "lowest")} that was tried");
        }
        return new GuardFinding(new Prose().Say("A better learning rate may lie beyond those that were tried."))
        {
            Because = because,
            Mend = [.. found.Where(f => f.Edge!.Beyond <= RateText.Highest).Select(f => Extended(f.Run, f.Edge!.Beyond))],
            ByHand = found.FirstOrDefault(f => f.Edge!.Beyond > RateText.Highest).Run is { } beyond
                ? new Prose().Say("change the recipe of ").Name(beyond.Name)
                    .Say(FormattableString.Invariant($", whose rates would go beyond {RateText.Highest}, "))
                    .Say("the highest that can be asked for")
                : null,
        };
    }

    /// <param name="Beyond">As far from the best as the best is from its neighbour.</param>
    private sealed record Edge(bool IsHighest, double Beyond);

    private static Edge? EdgeOf(GuardedRun run)
    {
        double[] rates = [.. run.Rates.Select(r => r.Rate).Distinct().Order()];
        var best = run.Recipe.LearningRate;
        return rates.Length < 2 ? null
            : best >= rates[^1] ? new Edge(true, Round(best * best / rates[^2]))
            : best <= rates[0] ? new Edge(false, Round(best * best / rates[1]))
            : null;
    }

    private static Setting Extended(GuardedRun run, double beyond)
    {
        var template = run.Recipe.WrittenAs;
        var known = run.Rates.Where(r => r.WrittenAs == template).Select(r => r.Rate);
        return Setting.Several(
            known.Append(beyond).Distinct().Order().Select(RateText.Of), "matrix", template, "over", "learning_rate");
    }

    // Nobody tries a rate of sixteen digits.
    private static double Round(double rate) =>
        double.Parse(rate.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
