using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>What guards have found about one verdict.</summary>
/// <param name="Withheld">Why it is not known yet; empty where it may be given.</param>
/// <param name="Noted">What stands beside it.</param>
internal sealed record Doubts(IReadOnlyList<GuardFinding> Withheld, IReadOnlyList<GuardFinding> Noted)
{
    public bool AllowVerdict => Withheld.Count == 0;
}

/// <summary>All guards, in the order in which they speak.</summary>
internal static class VerdictGuards
{
    public static IReadOnlyList<IGuard> All { get; } =
    [
        new TestInTrain(), new FewTestComments(), new OneSeed(), new OtherSeeds(), new RateNotSearched(), new RateAtEdge(),
        new StillGaining(), new SharedComments(), new ValidationInTrain(), new RareLabels(), new RecipesDiffer(), new OtherLoad(),
    ];

    /// <param name="pair">Null for the data alone.</param>
    public static Doubts Of(ReportInput input, (RunGroup Full, RunGroup Lora)? pair) => Of(FactsReader.Read(input, pair));

    public static Doubts Of(GuardFacts facts)
    {
        GuardFinding[] found = [.. All.Select(g => g.Check(facts)).OfType<GuardFinding>()];
        return new Doubts([.. found.Where(f => f.Withholds)], [.. found.Where(f => !f.Withholds)]);
    }
}
