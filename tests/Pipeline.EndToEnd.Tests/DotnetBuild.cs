using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>What a <c>dotnet build</c> said and how it ended.</summary>
public sealed record BuildResult(int ExitCode, string Output)
{
    /// <summary>The stages that the recording worker was asked for, in order.</summary>
    public IReadOnlyList<string> Ran { get; init; } = [];

    public void AssertRan(params string[] expected)
    {
        Assert.True(ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"exit {ExitCode}\n{Output}"));
        Assert.Equal(expected, Ran);
    }
}

/// <summary>Runs <c>dotnet build Experiments.proj</c> as a user would.</summary>
public static class DotnetBuild
{
    // Tests run side by side; in a fresh clone the first two builds would otherwise both build the tasks, in one folder.
    private static readonly Lazy<bool> TasksAreBuilt = new(BuildTasks);

    /// <param name="project">This repository's <c>Experiments.proj</c> where null.</param>
    public static BuildResult Run(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? project = null) =>
        RunIn(folder, [project ?? Repository.Project, .. arguments], environment);

    /// <summary>Builds the folder's own project where no other is named first.</summary>
    public static BuildResult RunIn(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        using var process = Start("dotnet", ["build", .. arguments], folder, environment);
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(10)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(output.ToString());
        }
        process.WaitForExit();
        return new BuildResult(process.ExitCode, output.ToString());
    }

    public static Process Start(
        string command, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        _ = TasksAreBuilt.Value;
        return StartAsUser(command, arguments, folder, environment);
    }

    private static bool BuildTasks()
    {
        using var process = StartAsUser("dotnet", ["build", Repository.Project, "-t:_BuildTasks"], Repository.Root, null);
        var problems = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + problems.Result;
        process.WaitForExit();
        return process.ExitCode == 0 ? true : throw new InvalidOperationException(output);
    }

    private static Process StartAsUser(
        string command, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What `dotnet test` sets for its own host must not reach the build that is tested, nor where the tests themselves run.
        foreach (var name in start.Environment.Keys.Where(
            k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
                || k is "DOTNET_HOST_PATH" or "CI").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
