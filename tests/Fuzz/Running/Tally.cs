using System.Globalization;

namespace Emotune.Fuzz.Running;

/// <summary>What came of a reader's cases.</summary>
internal sealed record Tally(string Reader)
{
    public static readonly string Header =
        "| reader | inputs | read | refused | faults | slowest, s | most allocated, MB | peak memory, MB | inputs a second |\n"
        + "|---|--:|--:|--:|--:|--:|--:|--:|--:|";

    public long Read { get; init; }

    public long Refused { get; init; }

    public long Faults { get; init; }

    public double SlowestSeconds { get; init; }

    public long MostAllocatedBytes { get; init; }

    public long PeakBytes { get; init; }

    /// <summary>The time of all workers together.</summary>
    public double Seconds { get; init; }

    public long Inputs => Read + Refused + Faults;

    public Tally With(WorkerState state, double seconds, int lost) => this with
    {
        Read = Read + state.Read,
        Refused = Refused + state.Refused,
        Faults = Faults + state.Faults + lost,
        SlowestSeconds = Math.Max(SlowestSeconds, state.SlowestMicroseconds / 1e6),
        MostAllocatedBytes = Math.Max(MostAllocatedBytes, state.MostAllocatedBytes),
        PeakBytes = Math.Max(PeakBytes, state.PeakBytes),
        Seconds = Seconds + seconds,
    };

    public static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(new Tally("all"), (sum, t) => sum with
    {
        Read = sum.Read + t.Read,
        Refused = sum.Refused + t.Refused,
        Faults = sum.Faults + t.Faults,
        SlowestSeconds = Math.Max(sum.SlowestSeconds, t.SlowestSeconds),
        MostAllocatedBytes = Math.Max(sum.MostAllocatedBytes, t.MostAllocatedBytes),
        PeakBytes = Math.Max(sum.PeakBytes, t.PeakBytes),
        Seconds = sum.Seconds + t.Seconds,
    });

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"| {Reader} | {Inputs} | {Read} | {Refused} | {Faults} | {SlowestSeconds:0.00} | {MostAllocatedBytes / 1e6:0} | "
        + $"{PeakBytes / 1e6:0} | {Inputs / Math.Max(Seconds, 1e-3):0} |");
}
