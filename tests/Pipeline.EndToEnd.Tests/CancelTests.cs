using System.Diagnostics;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Ctrl-C or SIGTERM in the middle of real training.</summary>
[Collection(AloneCollection.Name)]
public sealed class CancelTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("-INT", 2)]
    // The process waits half a second for the last words of the build.
    [InlineData("-TERM", 2.5)]
    public void Training_stops_at_once_and_the_next_build_goes_on_to_the_same_bits(string signal, double seconds)
    {
        // Long enough to be still under way some seconds after it has said how far it is.
        File.WriteAllText(Path.Combine(_root, "long.yaml"), "training: {epochs: 30, early_stopping: none, checkpoint_seconds: 3600}\n");
        var arguments = Arguments("cut");
        using var process = DotnetBuild.Start("dotnet", ["build", Repository.Project, .. arguments], Repository.Root, null);
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("step ", StringComparison.Ordinal))
        {
        }
        Thread.Sleep(1500);
        using var interrupt = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var clock = Stopwatch.StartNew();
        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(seconds), $"{clock.Elapsed} until the build had ended: {rest}");
        Assert.Contains("error EXP2009: The build was stopped.", rest, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Trained("cut")));

        var next = DotnetBuild.Run(Repository.Root, arguments);
        Assert.True(next.ExitCode == 0, next.Output);
        Assert.Contains("resumed at step", next.Output, StringComparison.Ordinal);
        Assert.Equal(0, DotnetBuild.Run(Repository.Root, Arguments("whole")).ExitCode);
        foreach (var file in new[] { "model.safetensors", "training_log.csv", "validation_log.csv", "manifest.json" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(Trained("whole"), file)), File.ReadAllBytes(Path.Combine(Trained("cut"), file)));
    }

    private string[] Arguments(string name) =>
        // Lines of progress even where CI keeps builds quiet: they tell when to interrupt.
        ["-t:Train", "-p:Progress=lines", $"-p:ArtifactsRoot={_root}/{name}", "-p:Runs=full", $"-p:Overrides={_root}/long.yaml"];

    private string Trained(string name) => Path.Combine(_root, name, "quickstart", "runs", "full", "42", "train");
}

/// <summary>Tests that train, or time something: one by one, when the others have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
