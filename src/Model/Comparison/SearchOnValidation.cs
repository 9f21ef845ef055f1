using Emotune.Diagnostics;
using Emotune.Metrics;

namespace Emotune.Model.Comparison;

/// <summary>Chooses each method's run by its validation figure, so that no method is judged at another's settings.</summary>
internal static class SearchOnValidation
{
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005: what the predictions lack.</exception>
    public static MethodSearch Of(IReadOnlyList<ComparedRun> runs, ValidationMetric metric)
    {
        SearchedMethod[] methods = [.. runs.GroupBy(r => r.Method).OrderBy(g => g.Key).Select(g => Method([.. g], metric))];
        return new MethodSearch(metric, methods.DistinctBy(m => (m.Trainings, m.Epochs)).Count() == 1, methods);
    }

    private static SearchedMethod Method(IReadOnlyList<ComparedRun> runs, ValidationMetric metric)
    {
        SearchCandidate[] candidates = [.. runs.Select(r => Candidate(r, metric))];
        return new SearchedMethod(
            runs[0].Method, Best(candidates, metric), runs.Sum(r => r.Seeds.Count), runs.Sum(r => r.Seeds.Count * r.Epochs), candidates);
    }

    private static SearchCandidate Candidate(ComparedRun run, ValidationMetric metric)
    {
        double[] bySeed = [.. run.Seeds.Select(s => ValidationScore.Compute(
            s.Validation ?? throw new InvalidOperationException($"{run.Name} has no validation predictions to search by."), metric))];
        return new SearchCandidate(run.Name, run.LearningRate, bySeed.Average(), bySeed);
    }

    private static string Best(IReadOnlyList<SearchCandidate> candidates, ValidationMetric metric)
    {
        var sign = metric.HigherIsBetter() ? 1 : -1;
        return candidates.MaxBy(c => sign * c.Mean)!.Run;
    }
}
