using System.Diagnostics;

namespace Emotune.Benchmarks;

/// <summary>A build of the quickstart experiment when all of it is up to date.</summary>
internal static class BuildCase
{
    public static Measurement NothingToDo(BenchmarkSettings settings)
    {
        var artifacts = Directory.CreateTempSubdirectory("emotune-benchmark").FullName;
        try
        {
            return Measurement.Of(settings.Repeats, 1, () => Build(artifacts));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static void Build(string artifacts)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "Experiments.proj", "-t:Report", $"-p:ArtifactsRoot={artifacts}"])
        {
            WorkingDirectory = BenchmarkSettings.Repository,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);
    }
}
