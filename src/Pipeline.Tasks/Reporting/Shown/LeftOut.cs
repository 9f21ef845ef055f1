namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Says which runs of the experiment are not in the report, and why.</summary>
internal static class LeftOut
{
    /// <summary>Null where no run is left out.</summary>
    public static Prose? Say(ReportInput input)
    {
        if (input.LeftOut.Count == 0)
            return null;
        var said = new Prose().Say("This report leaves out ");
        foreach (var (at, run) in input.LeftOut.Index())
            said.Say(at == 0 ? "" : ", ").Name(FormattableString.Invariant($"{run.Run} · {run.Seed}")).Say($" ({run.Why})");
        return said.Say(". A build of all runs shows them.");
    }
}
