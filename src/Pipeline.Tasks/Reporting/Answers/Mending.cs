using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>The command that mends what guards have found, and what must be known to use it.</summary>
/// <param name="MendsAll">Whether nothing is left to be done by hand.</param>
/// <param name="Beside">Whole sentences that follow the command.</param>
internal sealed record Mending(string Command, bool MendsAll, Prose Beside)
{
    /// <summary>What comes before the command: a clause that ends in a colon.</summary>
    public string Heading => MendsAll ? "This command mends it:" : "This command mends a part of it:";

    /// <summary>Null where no command mends any of it.</summary>
    public static Mending? Of(ReportInput input, IReadOnlyList<GuardFinding> findings)
    {
        Setting[] settings = [.. findings.SelectMany(f => f.Mend)];
        if (MendCommand.Of(input.BuildCommand(), input.Experiment, settings) is not { } command)
            return null;
        Prose[] byHand = [.. findings.Select(f => f.ByHand).OfType<Prose>()];
        var beside = new Prose();
        foreach (var (at, left) in byHand.Index())
            beside.Say(at == 0 ? "This stays to be done by hand: " : "; ").Add(left);
        beside.Say(byHand.Length == 0 ? "" : ". ");
        if (settings.Length > 1)
            beside.Say("It writes ").Code(MendCommand.FileOf(input.Experiment)).Say(" and stops where that file exists. ");
        return new(command, byHand.Length == 0, beside.Add(Again()));
    }

    // The report knows nothing of the command line that it was built by.
    private static Prose Again() => new Prose().Say("Repeat the properties that this build was given (")
        .Code("Set").Say(", ").Code("Overrides").Say(", ").Code("Runs").Say(", ").Code("ArtifactsRoot")
        .Say(" and the roots). A build takes one ").Code("Set").Say(" and one ").Code("Overrides")
        .Say(", so write several values into one file.");
}
