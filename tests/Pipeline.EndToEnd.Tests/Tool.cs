using System.Diagnostics;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Runs what every Linux has.</summary>
public static class Tool
{
    public static string Run(string command, params string[] arguments) =>
        TryRun(out var output, command, arguments) ? output : throw new InvalidOperationException($"{command}: {output}");

    public static bool TryRun(out string output, string command, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var problems = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd() + problems.Result;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
