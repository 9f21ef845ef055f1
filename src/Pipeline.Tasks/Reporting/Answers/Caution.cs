using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>What a verdict is withheld for, or must not be read without.</summary>
/// <param name="Withheld">Why the verdict is not known yet.</param>
/// <param name="Mending">What mends what is withheld for; null where no command does.</param>
/// <param name="Noted">What stands beside the verdict.</param>
internal sealed record Caution(IReadOnlyList<Prose> Withheld, Mending? Mending, IReadOnlyList<Prose> Noted)
{
    public static Caution Of(ReportInput input, Doubts doubts) => new(
        [.. doubts.Withheld.Select(f => f.Said)],
        Mending.Of(input, doubts.Withheld),
        [.. doubts.Noted.Select(f => Noting(input, f, doubts.AllowVerdict))]);

    // One command at a time: what withholds a verdict comes first.
    private static Prose Noting(ReportInput input, GuardFinding finding, bool withCommand) =>
        withCommand && Mending.Of(input, [finding]) is { } mending
            ? new Prose().Add(finding.Said).Say($" {mending.Heading} ").Code(mending.Command).Say(" ").Add(mending.Beside)
            : finding.Said;
}
