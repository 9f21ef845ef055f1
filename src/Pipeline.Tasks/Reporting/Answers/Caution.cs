using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>What a verdict is withheld for, or must not be read without.</summary>
/// <param name="Withheld">Why the verdict is not known yet.</param>
/// <param name="Command">The command that mends what is withheld for; null where no command does.</param>
/// <param name="Noted">What stands beside the verdict.</param>
internal sealed record Caution(IReadOnlyList<Prose> Withheld, string? Command, IReadOnlyList<Prose> Noted)
{
    public static Caution Of(ReportInput input, Doubts doubts)
    {
        var build = input.BuildCommand();
        return new Caution(
            [.. doubts.Withheld.Select(f => f.Said)],
            MendCommand.Of(build, [.. doubts.Withheld.SelectMany(f => f.Mend)]),
            [.. doubts.Noted.Select(f => Noting(build, f, doubts.AllowVerdict))]);
    }

    // One command at a time: what withholds a verdict comes first.
    private static Prose Noting(string build, GuardFinding finding, bool withCommand) =>
        withCommand && MendCommand.Of(build, finding.Mend) is { } command
            ? new Prose().Add(finding.Said).Say(" This command mends it: ").Code(command)
            : finding.Said;
}
