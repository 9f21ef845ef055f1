using Emotune.Model.Stages;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>All costs in the order of the stages, the shared ones first.</summary>
internal static class StageCosts
{
    private static readonly string[] Order = [.. StageLayout.All.Select(s => s.CostName)];

    public static IReadOnlyList<(RunResult? Run, string Stage, StageCost Cost)> Of(ReportInput input) =>
    [
        .. Ordered(null, input.SharedCosts),
        .. input.Runs.SelectMany(r => Ordered(r, r.Costs)),
    ];

    private static IEnumerable<(RunResult?, string, StageCost)> Ordered(RunResult? run, IReadOnlyDictionary<string, StageCost> costs) =>
        costs
        .OrderBy(c => Array.IndexOf(Order, c.Key.ToLowerInvariant().Split(' ')[0]) is var at and >= 0 ? at : Order.Length)
        .ThenBy(c => c.Key, StringComparer.Ordinal)
        .Select(c => (run, c.Key, c.Value));
}
