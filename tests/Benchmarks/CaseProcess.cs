using System.Diagnostics;
using System.Globalization;
using Emotune.Files;
using Emotune.Model.Native;
using Emotune.Platform;

namespace Emotune.Benchmarks;

/// <summary>Each case runs in a process of its own: its memory, its thread pools and its products are no other case's.</summary>
internal static class CaseProcess
{
    /// <summary>
    /// The first argument of a process that measures one case; then the case, the steps, quick or not, the file to write.
    /// </summary>
    public const string Verb = "--one-case";

    private const int MostAttempts = 3;

    /// <summary>Repeated while the products before and after it differ.</summary>
    public static BenchmarkResult Run(BenchmarkCase benchmark, BenchmarkSettings settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = RunOnce(benchmark, settings);
            var noisy = result.Before.DiffersFrom(result.After);
            if (!noisy || attempt == MostAttempts)
                return result with { Attempts = attempt, Noisy = noisy };
        }
    }

    /// <summary>What such a process does.</summary>
    public static void Measure(IReadOnlyList<string> arguments)
    {
        var settings = new BenchmarkSettings(
            arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture));
        var benchmark = BenchmarkCase.All.Single(c => c.Name == arguments[0]);
        NativeLibraries.EnsureLoaded();
        var before = Products.Measure();
        var measured = benchmark.Run(settings);
        var peak = measured.PeakBytes ?? ThisSystem.Process.PeakMemoryBytes;
        Json.Write(arguments[4], new BenchmarkResult(benchmark.Name, benchmark.Unit, measured, before, Products.Measure(), peak, 1, false));
    }

    private static BenchmarkResult RunOnce(BenchmarkCase benchmark, BenchmarkSettings settings)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] numbers = [
                settings.Steps.ToString(CultureInfo.InvariantCulture), settings.Repeats.ToString(CultureInfo.InvariantCulture)];
            var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, benchmark.Name, settings.Shared, .. numbers, file]);
            foreach (var (name, value) in InstructionSets.Switches(settings.Isa))
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0
                ? Json.Read<BenchmarkResult>(file)
                : throw new InvalidOperationException($"{benchmark.Name} ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
