using System.Diagnostics;
using System.Globalization;
using Emotune.Platform;

namespace Emotune.Fuzz.Running;

/// <summary>Reads cases of one reader, and judges what comes of each.</summary>
internal sealed class CaseRunner
{
    private const long LargeAllocation = 16 << 20;
    private const int Repeats = 2, CasesBetweenLooks = 500;

    private readonly FuzzCase _cases;
    private readonly WorkerState _state;
    private readonly Limits _limits;
    private int _sinceLook;

    public CaseRunner(FuzzedReader reader, ulong seed, string folder, WorkerState state, Limits limits)
    {
        (_state, _limits) = (state, limits);
        var seeds = reader.Seeds(folder).ToList().ConvertAll(s => (Seed: s, Bytes: File.ReadAllBytes(s.Path)));
        // What is changed has to be right at first: otherwise every case would be refused for the same reason.
        foreach (var (valid, _) in seeds)
            valid.Read();
        _cases = new FuzzCase(reader, seeds, seed);
    }

    /// <summary>The file of a case.</summary>
    public (string Name, byte[] File) Input(long number)
    {
        var (seed, file) = _cases.Make(number, new HashSet<int>(), out _);
        return (Path.GetFileName(seed.Path), file);
    }

    public Verdict Run(long number)
    {
        _state.Current = number;
        var verdict = Judge(number, new HashSet<int>());
        if (verdict.Signature is not null)
            _state.Faults++;
        else if (verdict.IsRefused)
            _state.Refused++;
        else
            _state.Read++;
        return verdict;
    }

    /// <summary>A fault's case with as few of its edits as give the same fault.</summary>
    /// <param name="edits">The edits that are left.</param>
    public byte[] Shrink(long number, string signature, out string edits)
    {
        _cases.Make(number, new HashSet<int>(), out var count);
        var leftOut = new HashSet<int>();
        for (var edit = count; edit > 0; edit--)
        {
            leftOut.Add(edit);
            if (Judge(number, leftOut).Signature != signature)
                leftOut.Remove(edit);
        }

        edits = string.Join(", ", Enumerable.Range(1, count).Except(leftOut).Select(e => e.ToString(CultureInfo.InvariantCulture)));
        return _cases.Make(number, leftOut, out _).File;
    }

    private Verdict Judge(long number, IReadOnlySet<int> leftOut)
    {
        var (seed, file) = _cases.Make(number, leftOut, out _);
        File.WriteAllBytes(seed.Path, file);
        var (verdict, elapsed) = Timed(seed);
        // Another process may have had the processor: a reader that is slow is slow again.
        for (var repeat = 0; repeat < Repeats && elapsed.TotalSeconds > _limits.Seconds; repeat++)
        {
            File.WriteAllBytes(seed.Path, file);
            (verdict, elapsed) = Timed(seed);
        }

        _state.SlowestMicroseconds = Math.Max(_state.SlowestMicroseconds, (long)elapsed.TotalMicroseconds);
        return elapsed.TotalSeconds > _limits.Seconds ? Verdict.Fault("slower than the limit", null) : verdict;
    }

    private (Verdict Verdict, TimeSpan Elapsed) Timed(FuzzSeed seed)
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        _state.Since = start;
        Verdict verdict;
        try
        {
            seed.Read();
            verdict = Verdict.Read;
        }
        // Whatever is thrown is what is looked for.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            verdict = Verdict.Of(error);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        _state.Since = 0;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        _state.MostAllocatedBytes = Math.Max(_state.MostAllocatedBytes, allocated);
        return IsTooLarge(allocated) ? (Verdict.Fault("more memory than the limit", null), elapsed) : (verdict, elapsed);
    }

    private bool IsTooLarge(long allocated)
    {
        if (allocated < LargeAllocation && ++_sinceLook < CasesBetweenLooks)
            return false;
        _sinceLook = 0;
        var peak = ThisSystem.Process.PeakMemoryBytes;
        _state.PeakBytes = Math.Max(_state.PeakBytes, peak);
        if (peak <= Limits.Bytes)
            return false;
        GC.Collect();
        ThisSystem.Process.ForgetPeakMemory();
        return true;
    }
}
