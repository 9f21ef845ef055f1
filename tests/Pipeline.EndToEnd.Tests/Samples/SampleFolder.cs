using Emotune.Pipeline.EndToEnd.Packages;

namespace Emotune.Pipeline.EndToEnd.Samples;

/// <summary>
/// The samples in a folder outside the repository, with the packages that are packed from it and a model that the quickstart exported:
/// what a user has.
/// </summary>
public sealed class SampleFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("emotune-samples").FullName;

    public SampleFolder(QuickstartBuild quickstart)
    {
        Tool.Run("cp", "-r", Path.Combine(Repository.Root, "samples"), At("samples"));
        foreach (var built in Directory.EnumerateDirectories(At("samples"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is "bin" or "obj").ToList())
        {
            Directory.Delete(built, recursive: true);
        }

        // A cache of their own: the next pack has the same version and other contents. What others wrote is taken from where it is.
        File.WriteAllText(At("samples/nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{At("cache")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{PackedFeed.MachineCache}" /></fallbackPackageFolders>
              <packageSources><add key="packed" value="{PackedFeed.Folder}" /></packageSources>
            </configuration>
            """);
        var export = quickstart.Build("Export", "-p:Runs=lora", "-p:Format=onnx", $"-p:OutputPath={At("exported")}");
        Assert.True(export.ExitCode == 0, export.Output);
        Model = At("exported");
    }

    /// <summary>The exported model.</summary>
    public string Model { get; }

    public string At(string path) => Path.Combine(_root, path);

    /// <summary>By bash, which must succeed; without the machine's cache of packages as NuGet's own.</summary>
    public static string Run(string command, string folder)
    {
        var run = Shell.Run("unset NUGET_PACKAGES; " + command, folder, new Dictionary<string, string>());
        Assert.True(run.ExitCode == 0, command + "\n" + run.Output);
        return run.Output;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
