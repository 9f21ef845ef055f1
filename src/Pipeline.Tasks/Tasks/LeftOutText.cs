using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tasks;

/// <summary>What a build says of a run that it was not asked for and that it does not show.</summary>
internal static class LeftOutText
{
    public static string Of(LeftOutRun run) =>
        FormattableString.Invariant($"{run.Run}/{run.Seed} is left out of the report, because {run.Why}")
        + (run.Detail.Length == 0 ? "." : $" ({ReasonLine.Of([run.Detail])}).");
}
