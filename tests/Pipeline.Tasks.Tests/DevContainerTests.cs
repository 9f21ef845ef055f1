using System.Text.Json;

namespace Emotune.Pipeline.Tests;

/// <summary>The container in which Windows and macOS train.</summary>
public sealed class DevContainerTests
{
    [Fact]
    public void It_has_the_SDK_of_this_repository_for_the_system_that_libtorch_is_for()
    {
        using var container = Read(".devcontainer/devcontainer.json");
        using var global = Read("global.json");
        var version = global.RootElement.GetProperty("sdk").GetProperty("version").GetString();
        Assert.Equal($"mcr.microsoft.com/dotnet/sdk:{version}", container.RootElement.GetProperty("image").GetString());
        Assert.Equal(
            ["--platform=linux/amd64"], container.RootElement.GetProperty("runArgs").EnumerateArray().Select(a => a.GetString()));
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, file)));
}
