namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>What a user has who never saw the repository: a feed, an empty folder of packages, and the installed template.</summary>
public sealed class SdkFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune-sdk").FullName;

    public SdkFolder()
    {
        // Links, so that a test can take the feed away from one user alone.
        Directory.CreateDirectory(Feed);
        foreach (var package in Directory.EnumerateFiles(PackedFeed.Folder))
            File.CreateSymbolicLink(Path.Combine(Feed, Path.GetFileName(package)), package);
        File.WriteAllText(At("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        Environment["NUGET_PACKAGES"] = Cache;
        Environment["HF_HOME"] = At("models");
        Environment["HF_HUB_OFFLINE"] = "1";
        Run(_root, $"dotnet new install '{Feed}/Emotune.Templates.{PackedFeed.Version}.nupkg' --debug:custom-hive '{At("hive")}'");
    }

    public Dictionary<string, string> Environment { get; } = [];

    public string Feed => At("feed");

    /// <summary>NuGet's folder of packages, empty at first.</summary>
    public string Cache => At("cache");

    public string At(string path) => Path.Combine(_root, path);

    /// <summary>Makes a project by the template, as a user would in a new folder.</summary>
    public string New(string folder, params string[] options)
    {
        var path = Directory.CreateDirectory(At(folder)).FullName;
        Run(path, $"dotnet new emotune --debug:custom-hive '{At("hive")}' {string.Join(' ', options)}");
        return path;
    }

    public BuildResult Build(string folder, params string[] arguments) => DotnetBuild.RunIn(folder, arguments, Environment);

    /// <summary>A build that must succeed.</summary>
    public string Built(string folder, params string[] arguments)
    {
        var build = Build(folder, arguments);
        Assert.True(build.ExitCode == 0, build.Output);
        return build.Output;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Run(string folder, string command)
    {
        var run = Shell.Run(command, folder, Environment);
        Assert.True(run.ExitCode == 0, command + "\n" + run.Output);
    }
}
