namespace Emotune.Pipeline.EndToEnd;

/// <summary>The results of another machine, where the tasks have no libtorch: as on Windows and macOS, or where it is gone.</summary>
[Collection(QuickstartCollection.Name)]
public sealed class WithoutLibtorchTests : IDisposable
{
    private static readonly string[] Natives =
        ["libtorch", "libLibTorchSharp", "libc10", "libgomp", "libshm", "libaoti", "libbackend", "libjit", "libnnapi"];

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;
    private readonly string _tasks;

    public WithoutLibtorchTests(QuickstartBuild quickstart)
    {
        ArgumentNullException.ThrowIfNull(quickstart);
        Assert.True(quickstart.First.ExitCode == 0, quickstart.First.Output);
        _tasks = At("tasks");
        var built = Path.GetDirectoryName(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src/Pipeline.Tasks/bin/Release"), "Emotune.Pipeline.Tasks.dll", SearchOption.AllDirectories)
            .Single())!;
        CopyFolder(built, _tasks, name => !Natives.Any(n => name.StartsWith(n, StringComparison.Ordinal)));
        CopyFolder(quickstart.Artifacts, At("artifacts/quickstart"), _ => true);
    }

    private string Artifacts => At("artifacts/quickstart");

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public void A_report_is_made_of_what_another_machine_has_trained(string portable)
    {
        foreach (var folder in new[] { "compare", "plots", "agreement", "report", ".store" })
            Directory.Delete(Path.Combine(Artifacts, folder), recursive: true);
        foreach (var run in new[] { "full", "lora" })
        {
            foreach (var stage in new[] { "calibrate", "evaluate" })
                Directory.Delete(Path.Combine(Artifacts, "runs", run, "42", stage), recursive: true);
        }

        var build = Build("Report", portable);
        Assert.True(build.ExitCode == 0, build.Output);
        foreach (var stage in new[] { "full/42 Calibrate", "lora/42 Evaluate", "Compare", "Plot", "Agree", "Report" })
            Assert.Contains($"  {stage}: ", build.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("(Train|Predict|Explain): ", build.Output);
        Assert.True(File.Exists(Path.Combine(Artifacts, "report/index.html")));
        foreach (var target in new[] { "Status", "Help", "Report -question", "Clean" })
            Assert.True(Build(target, portable) is { ExitCode: 0 }, target);
    }

    [Fact]
    public void Another_calibration_makes_a_report()
    {
        File.WriteAllText(At("other.yaml"), "calibration: {method: isotonic}\nexplanation: {comments: 0}\n");
        var build = Build("Report", "", $"-p:Overrides={At("other.yaml")}");
        Assert.True(build.ExitCode == 0, build.Output);
        foreach (var stage in new[] { "full/42 Calibrate", "lora/42 Calibrate", "lora/42 Evaluate", "Compare", "Plot", "Agree", "Report" })
            Assert.Contains($"  {stage}: ", build.Output, StringComparison.Ordinal);
    }

    /// <summary>The explanations are of calibrated probabilities.</summary>
    [Fact]
    public void Another_calibration_with_explanations_comes_as_far_as_the_figures()
    {
        var figures = Build("Plot", "", "-p:Set=calibration.method=isotonic");
        Assert.True(figures.ExitCode == 0, figures.Output);
        Assert.Contains("lora/42 Calibrate: calibration.method temperature → isotonic", figures.Output, StringComparison.Ordinal);
        AssertOneProblem(Build("Report", "", "-p:Set=calibration.method=isotonic"));
        Assert.Contains(
            "isotonic", File.ReadAllText(Path.Combine(Artifacts, "report/index.html")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_needs_the_network_is_one_error()
    {
        AssertOneProblem(Build("Train", "", "-p:Set=training.epochs=1"));
        AssertOneProblem(Build("Export", "", "-p:Runs=lora", $"-p:OutputPath={At("exported")}"));
        File.WriteAllText(At("texts.txt"), "a good day\n");
        AssertOneProblem(Build("Classify", "", "-p:Runs=lora", $"-p:Input={At("texts.txt")}"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // MSBuild lists the errors once more at the end.
    private static void AssertOneProblem(BuildResult build)
    {
        Assert.NotEqual(0, build.ExitCode);
        var error = Assert.Single(build.Output.Split('\n').Where(l => l.Contains("error ", StringComparison.Ordinal)).Distinct());
        Assert.Contains("EXP4301", error, StringComparison.Ordinal);
        Assert.Contains("WSL2", error, StringComparison.Ordinal);
        Assert.Contains(".devcontainer", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
    }

    private BuildResult Build(string target, string portable, params string[] arguments) => DotnetBuild.Run(
        Repository.Root,
        [
            .. $"-t:{target}".Split(' '), $"-p:_TasksAssembly={Path.Combine(_tasks, "Emotune.Pipeline.Tasks.dll")}",
            $"-p:ArtifactsRoot={At("artifacts")}", .. arguments,
        ],
        new Dictionary<string, string> { ["EMOTUNE_PORTABLE"] = portable });

    private string At(string path) => Path.Combine(_root, path);

    private static void CopyFolder(string from, string to, Func<string, bool> takes)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => takes(Path.GetFileName(f))))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
            // The times are those that a stage's freshness goes by.
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(file));
        }
    }
}
