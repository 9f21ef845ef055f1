using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>A method can lose by its learning rate alone.</summary>
internal sealed record RateNotSearched : IGuard
{
    // The best one needs a lower and a higher neighbour: see RateAtEdge.
    private const int Enough = 3;

    public GuardFinding? Check(GuardFacts facts)
    {
        if (facts.Pair is not { } pair)
            return null;
        var unsearched = pair.Runs.Where(r => !r.IsSearched || Rates(r) < 2).ToArray();
        if (unsearched.Length == 0)
            return null;
        return new GuardFinding(new Prose()
            .Say("A method can lose by its learning rate alone. Try at least three rates for each method, so that the best has a "
                + "lower and a higher neighbour, and let a search on validation choose: ").Code("comparison.search").Say("."))
        {
            Because = Because(unsearched),
            Mend =
            [
                .. pair.Full.IsSearched
                    ? []
                    : new[] { Setting.One(pair.Full.Recipe.StoppingMetric.Name(), "comparison", "search") },
                .. unsearched.Where(r => Rates(r) < Enough).Select(Around),
            ],
        };
    }

    private static Prose Because(GuardedRun[] unsearched)
    {
        var several = unsearched.Where(r => Rates(r) >= 2).ToArray();
        return (unsearched.Length, several.Length) switch
        {
            (2, 0) => new Prose().Say("the learning rates were never searched"),
            (2, 2) => new Prose().Say("no search on validation chose between the learning rates"),
            (1, 0) => new Prose().Say("the learning rate of ").Name(unsearched[0].Name).Say(" was never searched"),
            (1, _) => NotChosen(several[0]),
            _ => NotChosen(several[0]).Say(", and the learning rate of ")
                .Name(unsearched.Single(r => Rates(r) < 2).Name).Say(" was never searched"),
        };
    }

    private static Prose NotChosen(GuardedRun run) =>
        new Prose().Say("no search on validation chose between the learning rates of ").Name(run.Name);

    private static int Rates(GuardedRun run) => run.Rates.Select(r => r.Rate).Distinct().Count();

    private static Setting Around(GuardedRun run)
    {
        var rate = run.Recipe.LearningRate;
        double[] about = 2 * rate <= RateText.Highest ? [rate / 2, rate, 2 * rate] : [rate / 4, rate / 2, rate];
        var known = run.Rates.Where(r => r.WrittenAs == run.Recipe.WrittenAs).Select(r => r.Rate);
        return Setting.Several(
            about.Concat(known).Distinct().Order().Select(RateText.Of), "matrix", run.Recipe.WrittenAs, "over", "learning_rate");
    }
}
