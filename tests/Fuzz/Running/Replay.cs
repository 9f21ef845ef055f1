using System.Globalization;

namespace Emotune.Fuzz.Running;

/// <summary>One case again, with its file.</summary>
internal static class Replay
{
    /// <returns>The exit code: zero where there is no fault.</returns>
    public static int Run(FuzzArguments options, string named)
    {
        var end = named.LastIndexOf(':');
        var reader = FuzzedReader.Named(named[..Math.Max(0, end)]);
        var number = long.Parse(named[(end + 1)..], CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("emotune-fuzz-").FullName;
        try
        {
            using var state = new WorkerState(Path.Combine(folder, Worker.StateName));
            var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
            var runner = new CaseRunner(reader, options.Seed, files, state, new Limits(options.Seconds));
            var (name, file) = runner.Input(number);
            Directory.CreateDirectory(options.Findings);
            File.WriteAllBytes(Path.Combine(options.Findings, name), file);
            Console.WriteLine($"{Path.Combine(options.Findings, name)}, {file.Length} bytes");
            var verdict = runner.Run(number);
            Console.WriteLine(verdict.Signature is { } fault ? $"{fault}\n{verdict.Text}" : verdict.Text);
            return verdict.Signature is null ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
