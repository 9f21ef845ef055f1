using Emotune.Pipeline.EndToEnd.Packages;

namespace Emotune.Pipeline.Faults;

/// <summary>First builds of SDK projects, where NuGet's folder of packages is still empty.</summary>
public sealed class SdkBuildTests
{
    [Fact]
    public void Eight_first_builds_at_once_fetch_the_SDK_once_and_end_with_a_report_each()
    {
        using var user = new SdkFolder();
        string[] folders = [.. Enumerable.Range(1, 8).Select(i => user.New($"project {i}"))];
        var builds = folders.AsParallel().WithDegreeOfParallelism(8).Select(f => user.Build(f)).ToList();
        Assert.All(builds, b => Assert.True(b.ExitCode == 0, b.Output));
        Assert.All(folders, f => Assert.True(
            File.Exists(Path.Combine(Directory.EnumerateDirectories(Path.Combine(f, "artifacts")).Single(), "report/index.html"))));
        Assert.All(folders, f => user.Built(f, "-question"));
    }
}
