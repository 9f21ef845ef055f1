using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Where the recipes differ in more than method and learning rate, the difference may be the recipe's.</summary>
internal sealed record RecipesDiffer : IGuard
{
    private const int MostNamed = 6;

    public GuardFinding? Check(GuardFacts facts)
    {
        if (facts.Pair is not { Full: var full, Lora: var lora })
            return null;
        var differ = full.Recipe.Shared.Keys.Union(lora.Recipe.Shared.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Full: full.Recipe.Shared.GetValueOrDefault(key), Lora: lora.Recipe.Shared.GetValueOrDefault(key)))
            .Where(d => d.Full != d.Lora).ToArray();
        if (differ.Length == 0)
            return null;
        var said = new Prose().Say("Beside method and learning rate, the recipes differ in ");
        foreach (var (at, (key, ofFull, ofLora)) in differ.Take(MostNamed).Index())
        {
            said.Say(at == 0 ? "" : "; ").Code(key).Say(" (").Name(full.Name).Say($": {ofFull ?? "none"}, ").Name(lora.Name)
                .Say($": {ofLora ?? "none"})");
        }
        said.Say(differ.Length > MostNamed ? $" and {Numbers.Count(differ.Length - MostNamed)} more keys." : ".")
            .Say(" The difference between the runs may come from these.");
        return new GuardFinding(said)
        {
            // A key that only one of them has depends on another key, or names a run to start from.
            Mend = differ.All(d => d.Full is not null && d.Lora is not null && d.Key != "initialize_from")
                ? [.. differ.Select(d => Setting.OfRun(lora.Recipe.WrittenAs, d.Key, d.Full!))]
                : [],
        };
    }
}
