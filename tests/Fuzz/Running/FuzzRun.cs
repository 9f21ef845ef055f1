using System.Diagnostics;
using System.Globalization;

namespace Emotune.Fuzz.Running;

/// <summary>The whole suite, and the table that it ends with.</summary>
internal static class FuzzRun
{
    // A worker's start takes half a second; several jobs a reader keep all workers busy to the end.
    private const long CasesOfJob = 20_000;

    /// <returns>The exit code: zero where nothing was found.</returns>
    public static int Run(FuzzArguments options)
    {
        var start = Stopwatch.GetTimestamp();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--seed {options.Seed}"));
        // Nothing that lies in the folder is touched.
        var findings = Path.Combine(
            options.Findings, string.Create(CultureInfo.InvariantCulture, $"seed-{options.Seed}-{DateTime.UtcNow:yyyyMMdd-HHmmss}"));
        options = options with { Findings = findings };
        var supervisor = new Supervisor([.. options.Readers.SelectMany(r => Jobs(options, r))], options.Workers);
        supervisor.Run();
        Console.WriteLine(Tally.Header);
        Tally[] tallies = [.. options.Readers.Select(r => supervisor.Tallies[r.Name])];
        foreach (var tally in tallies.Append(Tally.Sum(tallies)))
            Console.WriteLine(tally);
        foreach (var (fault, again) in Finding.All(options.Findings))
            Console.WriteLine($"{fault}\n    {again}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Tally.Sum(tallies).Faults} faults, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} seconds"));
        return Tally.Sum(tallies).Faults == 0 ? 0 : 1;
    }

    private static IEnumerable<Job> Jobs(FuzzArguments options, FuzzedReader reader)
    {
        var count = options.CountFor(reader);
        for (var first = 0L; first < count; first += CasesOfJob)
        {
            yield return new Job(
                reader.Name, options.Seed, first, Math.Min(count, first + CasesOfJob), options.Seconds, options.Findings);
        }
    }
}
