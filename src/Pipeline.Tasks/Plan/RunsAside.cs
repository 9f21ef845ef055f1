using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Plan;

/// <summary>The runs that a build was not asked for, as it found them.</summary>
/// <param name="Ready">The folders of the runs and seeds whose figures are up to date: <c>runs/lora/42</c>.</param>
/// <param name="Unexplained">Why some of these have no explanations, by run folder.</param>
/// <param name="LeftOut">The others.</param>
internal sealed record RunsAside(
    IReadOnlySet<string> Ready, IReadOnlyDictionary<string, string> Unexplained, IReadOnlyList<LeftOutRun> LeftOut);
