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
        if (MendCommand.WritesFile(input.BuildCommand(), settings))
            beside.Add(OfFile(input));
        return new(command, byHand.Length == 0, beside.Say("Type it in the folder where this build was started."));
    }

    private static Prose OfFile(ReportInput input)
    {
        var file = MendCommand.FileOf(input.Experiment);
        var said = new Prose().Say("It writes ").Code(file).Say(" and stops where that file exists. ");
        return input.BuildCommand().Value("Overrides") is not { } given ? said : said
            .Say("A build takes one ").Code("Overrides").Say(". To keep the values of ").Code(given).Say(", copy them into ").Code(file)
            .Say(" and build again. ");
    }
}
