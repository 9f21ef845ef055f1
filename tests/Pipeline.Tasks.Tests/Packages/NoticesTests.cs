using System.Text.Json;

namespace Emotune.Pipeline.Tests.Packages;

/// <summary>The licences of what the SDK brings of others.</summary>
public sealed class NoticesTests
{
    // libtorch is a package of its own, with its own licence.
    private const string Apart = "libtorch-cpu-linux-x64";

    [Fact]
    public void The_notices_of_the_SDK_name_every_package_that_the_tasks_are_loaded_with()
    {
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "src/Emotune.Sdk/THIRD-PARTY-NOTICES.txt"));
        using var deps = JsonDocument.Parse(File.ReadAllText(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src/Pipeline.Tasks/bin"), "Emotune.Pipeline.Tasks.deps.json", SearchOption.AllDirectories)
                .OrderByDescending(File.GetLastWriteTimeUtc).First()));
        var packages = deps.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name.Split('/')[0]).Where(p => p != Apart)
            .ToArray();
        Assert.Contains("TorchSharp", packages);
        Assert.DoesNotContain(packages, p => !notices.Contains($"\n{p}\n", StringComparison.Ordinal));
        Assert.Contains("SIL OPEN FONT LICENSE", notices, StringComparison.Ordinal);
    }
}
