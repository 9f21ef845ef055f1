using Emotune.Pipeline.EndToEnd;
using Xunit.Abstractions;

namespace Emotune.Pipeline.Faults;

/// <summary>The real quickstart: the same bits wherever it is built and however often it is killed.</summary>
public sealed class QuickstartTests(ITestOutputHelper output)
{
    // These show costs; the report's manifest has their digests.
    private static readonly string[] ShowCosts =
    [
        "report/cards/full-42.md", "report/cards/lora-42.md", "report/costs.csv", "report/index.html", "report/manifest.json",
        "report/report.md",
    ];

    [Fact]
    public void Clean_builds_in_three_folders_two_of_them_elsewhere_in_the_world_are_the_same_bytes()
    {
        var german = new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8", ["TZ"] = "Asia/Kathmandu" };
        Assert.Contains("1,5", FormattedInCultureOf(german), StringComparison.Ordinal);
        using var first = new Checkout("a clone");
        using var second = new Checkout("noch einer; 100% größer & 'länger'");
        using var third = new Checkout("c");
        var builds = new[] { first.Report(), second.Report(german), third.Report() };
        Assert.All(builds, b => Assert.True(b.ExitCode == 0, b.Output));
        var digests = ArtifactFiles.Digests(first.Quickstart);
        Assert.NotEmpty(digests);
        foreach (var other in new[] { second, third })
        {
            var differing = Differing(digests, ArtifactFiles.Digests(other.Quickstart));
            output.WriteLine($"{digests.Count} files, differing: {string.Join(", ", differing)}");
            Assert.Empty(differing.Except(ShowCosts));
        }
    }

    [Fact]
    public void Killed_again_and_again_training_ends_with_the_undisturbed_bits()
    {
        var folder = Directory.CreateTempSubdirectory("emotune-kill").FullName;
        var overrides = Path.Combine(folder, "overrides.yaml");
        File.WriteAllText(overrides, "training: {threads: 1, epochs: 2, checkpoint_seconds: 1}\n");
        string[] Into(string name) => ["-t:Evaluate", "-p:Overrides=" + overrides, "-p:ArtifactsRoot=" + Path.Combine(folder, name)];
        var undisturbed = DotnetBuild.Run(Repository.Root, Into("undisturbed"));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Output);
        var random = new Random(Settings.Seed);
        for (var i = 0; i < Settings.RealKills; i++)
        {
            using var build = new RunningBuild(Repository.Root, Into("killed"), new Dictionary<string, string>());
            build.WaitUntil(() => build.Output.Contains("Train:", StringComparison.Ordinal));
            var moment = build.Elapsed + TimeSpan.FromSeconds(1.5 + random.NextDouble() * 6);
            build.WaitUntil(() => build.Elapsed >= moment);
            var kept = Directory.EnumerateFiles(Path.Combine(folder, "killed"), "checkpoint.json", SearchOption.AllDirectories).Count();
            build.Send(Signals.Kill);
            build.End();
            output.WriteLine(FormattableString.Invariant($"kill {i + 1}: {moment.TotalSeconds:0.000} s, {kept} checkpoints"));
        }
        var last = DotnetBuild.Run(Repository.Root, Into("killed"));
        Assert.True(last.ExitCode == 0, last.Output);
        Assert.Empty(
            Differing(
                ArtifactFiles.Digests(Path.Combine(folder, "undisturbed", "quickstart")),
                ArtifactFiles.Digests(Path.Combine(folder, "killed", "quickstart"))));
        Directory.Delete(folder, recursive: true);
    }

    private static List<string> Differing(SortedDictionary<string, string> a, SortedDictionary<string, string> b) =>
        [.. a.Keys.Union(b.Keys).Where(k => a.GetValueOrDefault(k) != b.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];

    // Shows that the language is one that this machine has: without it the comparison would prove nothing.
    private static string FormattedInCultureOf(Dictionary<string, string> environment)
    {
        var project = Path.Combine(Directory.CreateTempSubdirectory("emotune-culture").FullName, "number.proj");
        File.WriteAllText(
            project,
            """<Project DefaultTargets="Build"><Target Name="Restore" /><Target Name="Build">"""
            + """<Message Importance="high" Text="$([System.Math]::Sqrt(2.25).ToString())" /></Target></Project>""");
        return DotnetBuild.Run(Path.GetDirectoryName(project)!, ["-tl:off", "-v:m"], environment, project).Output;
    }
}
