using System.Collections.Concurrent;
using System.Diagnostics;

namespace Emotune.Fuzz.Running;

/// <summary>Hands jobs to workers, and ends the workers that hang.</summary>
internal sealed class Supervisor(IReadOnlyList<Job> jobs, int workers)
{
    // In memory where there is such a place: a case is a file, and there are many.
    private const string MemoryFolder = "/dev/shm";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<Job> _jobs = new(jobs);
    private readonly ConcurrentDictionary<string, Tally> _tallies = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Tally> Tallies => _tallies;

    public void Run()
    {
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }

    private void Work()
    {
        while (_jobs.TryDequeue(out var job))
        {
            var rest = Run(job);
            while (rest is not null)
                rest = Run(rest);
        }
    }

    /// <summary>Lets a worker do the job.</summary>
    /// <returns>What is left of it where the worker ended early.</returns>
    private Job? Run(Job job)
    {
        var folder = Directory.CreateTempSubdirectory("emotune-fuzz-").FullName;
        if (Directory.Exists(MemoryFolder))
        {
            Directory.Delete(folder);
            folder = Directory.CreateDirectory(Path.Combine(MemoryFolder, Path.GetFileName(folder))).FullName;
        }

        try
        {
            using var state = new WorkerState(Path.Combine(folder, Worker.StateName));
            state.Current = -1;
            var start = Stopwatch.GetTimestamp();
            var (end, errors) = RunWorker(job, folder, state);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (end is null)
            {
                Count(job, state, seconds, lost: 0);
                return null;
            }

            Count(job, state, seconds, lost: 1);
            if (state.Current < 0)
            {
                Finding.Save(job, state.Current, "does not read its valid files", errors, "none", []);
                return null;
            }

            Save(job, state.Current, end, errors);
            return state.Current + 1 < job.End ? job with { Start = state.Current + 1 } : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Count(Job job, WorkerState state, double seconds, int lost) =>
        _tallies[job.Reader] = _tallies.GetOrAdd(job.Reader, name => new Tally(name)).With(state, seconds, lost);

    /// <returns>How the worker ended; null where it ended well.</returns>
    private static (string? End, string Errors) RunWorker(Job job, string folder, WorkerState state)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Worker.Verb, .. job.Arguments(folder)])
        {
            RedirectStandardError = true,
        };
        // A reader that wants more of the managed heap runs out of memory at once.
        start.Environment["DOTNET_GCHeapHardLimit"] = Limits.Bytes.ToString("x", null);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var worker = Process.Start(start)!;
        var errors = worker.StandardError.ReadToEndAsync();
        while (!worker.WaitForExit(LookEvery))
        {
            if (state.Since is > 0 and var since && Stopwatch.GetElapsedTime(since) > new Limits(job.Seconds).Hang)
            {
                worker.Kill();
                worker.WaitForExit();
                return ("hangs", errors.Result);
            }
        }

        return (worker.ExitCode == 0 ? null : $"the process ends with {worker.ExitCode}", errors.Result);
    }

    /// <summary>The case is made again here, where nothing reads it.</summary>
    private static void Save(Job job, long number, string end, string errors)
    {
        var folder = Directory.CreateTempSubdirectory("emotune-fuzz-").FullName;
        try
        {
            using var state = new WorkerState(Path.Combine(folder, Worker.StateName));
            var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
            var (name, file) = new CaseRunner(FuzzedReader.Named(job.Reader), job.Seed, files, state,
                new Limits(job.Seconds)).Input(number);
            Finding.Save(job, number, end, errors, name, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
