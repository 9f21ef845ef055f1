using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Execution;

/// <summary>
/// Looks at the runs that a build was not asked for. One whose figures are up to date can be shown beside those that are built; old
/// figures never are.
/// </summary>
internal static class RunReadiness
{
    private const string NeverRun = "it has not been run yet", Stale = "its results are stale";

    /// <param name="stages">All stages of the runs, each after those whose files it reads.</param>
    public static RunsAside Of(IReadOnlyList<StageNode> stages, Func<StageNode, StageStatus> statusOf, ArtifactFolder artifacts)
    {
        var (ready, leftOut) = (new HashSet<string>(StringComparer.Ordinal), new List<LeftOutRun>());
        var unexplained = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var run in stages.Select(s => (s.RunFolder, Status: statusOf(s))).GroupBy(s => s.RunFolder, s => s.Status).ToList())
        {
            var first = run.First().Node;
            var stale = run.FirstOrDefault(s => !s.IsFresh && s.Node.Kind != StageKind.Explain);
            if (stale is not null)
            {
                var never = !File.Exists(artifacts.Manifest(first));
                leftOut.Add(new(first.Run!, first.Seed!.Value, never ? NeverRun : Stale)
                {
                    Detail = never ? "" : $"{stale.Node.Work}: {string.Join("; ", stale.Reasons)}",
                });
                continue;
            }

            ready.Add(run.Key);
            if (run.Any(s => !s.IsFresh))
                unexplained.Add(run.Key, "its explanations are not up to date");
        }

        return new(ready, unexplained, leftOut);
    }
}
