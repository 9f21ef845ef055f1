using Emotune.Platform;

namespace Emotune.Fuzz.Running;

/// <summary>
/// A process that reads cases. A reader that hangs, overflows the stack or is killed for its memory takes the worker with it and nothing
/// else.
/// </summary>
internal static class Worker
{
    /// <summary>The first argument of such a process.</summary>
    public const string Verb = "--worker";

    public const string StateName = "state";

    private const int SavedOfEach = 3;

    public static void Run(IReadOnlyList<string> arguments)
    {
        var job = Job.Parse(arguments, out var folder);
        using var state = new WorkerState(Path.Combine(folder, StateName));
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        var runner = new CaseRunner(FuzzedReader.Named(job.Reader), job.Seed, files, state, new Limits(job.Seconds));
        var saved = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = job.Start; number < job.End; number++)
        {
            var verdict = runner.Run(number);
            if (verdict.Signature is not { } signature)
                continue;
            var count = saved[signature] = saved.GetValueOrDefault(signature) + 1;
            if (count <= SavedOfEach)
                Save(runner, job, number, signature, verdict.Text);
        }

        state.PeakBytes = Math.Max(state.PeakBytes, ThisSystem.Process.PeakMemoryBytes);
    }

    private static void Save(CaseRunner runner, Job job, long number, string signature, string text)
    {
        var (name, _) = runner.Input(number);
        var file = runner.Shrink(number, signature, out var edits);
        Finding.Save(job, number, signature, $"Edits that matter: {edits}\n{text}", name, file);
    }
}
