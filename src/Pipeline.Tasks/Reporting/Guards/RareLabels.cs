using Emotune.Model.Comparison;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Labels that hardly any test comment carries: the claim without them stands beside the verdict.</summary>
internal sealed record RareLabels : IGuard
{
    private const int MostNamed = 5;

    public GuardFinding? Check(GuardFacts facts)
    {
        var rare = facts.Data.Labels.Where(l => l.TestPositives < ContrastReduction.FewPositives).ToArray();
        if (facts.Pair is not { } pair || rare.Length == 0)
            return null;
        var said = new Prose().Say(rare.Length == 1 ? "One label has" : $"{Numbers.Count(rare.Length)} labels have")
            .Say(FormattableString.Invariant($" fewer than {ContrastReduction.FewPositives} positive test comments: "));
        foreach (var (at, label) in rare.Take(MostNamed).Index())
            said.Say(at == 0 ? "" : ", ").Name(label.Name).Say($" ({Numbers.Count(label.TestPositives)})");
        said.Say(rare.Length > MostNamed ? $" and {Numbers.Count(rare.Length - MostNamed)} more." : ".");
        return new GuardFinding(Without.Say(said, pair.Contrast, pair.Contrast?.WithoutRareLabels));
    }
}
