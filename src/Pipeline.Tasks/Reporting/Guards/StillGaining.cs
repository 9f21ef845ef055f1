using System.Globalization;
using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>A training that still gains in its last epoch is cut short, and another length could turn the difference around.</summary>
internal sealed record StillGaining : IGuard
{
    /// <summary>A larger gain of the stopping metric counts.</summary>
    public const double Gain = 0.005;

    // 0.505 − 0.5 is a little more than 0.005.
    private const double Rounding = 1e-9;

    private const int FewestEpochs = 3;

    public GuardFinding? Check(GuardFacts facts)
    {
        var found = (facts.Pair?.Runs ?? []).Select(r => (Run: r, Last: Largest(r))).Where(f => f.Last is not null).ToArray();
        if (found.Length == 0)
            return null;
        var because = new Prose();
        foreach (var (run, last) in found)
        {
            because.Say(because.Parts.Count == 0 ? "" : ", and ").Name(run.Name)
                .Say(last!.Gain is { } gain
                    ? $" still improved its {Title(run)} by {Numbers.Figure(gain)} in its last epoch"
                    : " trained for one epoch, which cannot show whether another would help");
        }
        return new GuardFinding(new Prose().Say("More epochs may change the difference."))
        {
            Because = because,
            Mend = [.. found.Select(f => Setting.OfRun(f.Run.Recipe.WrittenAs, "training.epochs", Longer(f.Last!)))],
        };
    }

    private static LastGain? Largest(GuardedRun run) =>
        run.LastGains.Where(g => g.Gain is null or > Gain + Rounding).MaxBy(g => g.Gain ?? double.MaxValue);

    private static string Title(GuardedRun run) => run.Recipe.StoppingMetric == ValidationMetric.Loss
        ? "validation loss"
        : RunContrasts.Title(run.Recipe.StoppingMetric.Name());

    private static string Longer(LastGain last) => Math.Max(FewestEpochs, 2 * last.Epochs).ToString(CultureInfo.InvariantCulture);
}
