using System.Diagnostics;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Ctrl-C in the middle of real training.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Training_stops_within_two_seconds_and_the_next_build_goes_on()
    {
        string[] arguments = ["-t:Train", $"-p:ArtifactsRoot={_root}", "-p:Runs=full", "-p:Set=training.checkpoint_seconds=1"];
        using var process = DotnetBuild.Start(Repository.Root, arguments);
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("step ", StringComparison.Ordinal))
        {
        }
        Thread.Sleep(1500);
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var clock = Stopwatch.StartNew();
        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed} until the build had ended: {rest}");
        Assert.False(Directory.Exists(Path.Combine(_root, "quickstart", "runs", "full", "42", "train")));

        var next = DotnetBuild.Run(Repository.Root, arguments);
        Assert.True(next.ExitCode == 0, next.Output);
        Assert.True(File.Exists(Path.Combine(_root, "quickstart", "runs", "full", "42", "train", "model.safetensors")));
    }
}
