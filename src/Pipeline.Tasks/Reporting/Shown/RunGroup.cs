using Emotune.Model.Evaluation;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>A run with all its seeds, in the order in which they came.</summary>
/// <param name="Ordinal">From one, in the experiment's order.</param>
internal sealed record RunGroup(string Name, int Ordinal, FineTuningMethod Method, IReadOnlyList<RunResult> All)
{
    public IReadOnlyList<RunResult> Finished { get; } = [.. All.Where(r => r.Failure is null && r.Evaluation is not null)];

    public static IReadOnlyList<RunGroup> Of(IEnumerable<RunResult> runs) =>
        [.. runs.GroupBy(r => r.Run, StringComparer.Ordinal).Select((g, i) => new RunGroup(g.Key, i + 1, g.First().Method, [.. g]))];

    public SeedStatistics Over(Func<RunResult, double?> figure) => SeedStatistics.Of(Finished.Select(figure));
}

/// <summary>The figures that the tables, the plots and the answer read off a run.</summary>
internal static class RunFigures
{
    /// <summary>Null for a failed run and for a way of deciding that the evaluation does not have.</summary>
    public static DecisionReport? Decision(this RunResult run, string name) =>
        run.Evaluation?.Decisions.FirstOrDefault(d => d.Name == name);

    public static LabelReport? Label(this RunResult run, int index) => run.Evaluation?.Labels[index];
}
