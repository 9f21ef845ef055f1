namespace Emotune.Pipeline.EndToEnd;

/// <summary>One real build of the quickstart, shared by the tests that look at its results.</summary>
public sealed class QuickstartBuild : IDisposable
{
    public QuickstartBuild() => First = Build("Report");

    public string Root { get; } = Directory.CreateTempSubdirectory("emotune").FullName;

    public string Artifacts => Path.Combine(Root, "quickstart");

    public BuildResult First { get; }

    public BuildResult Build(string target, params string[] arguments) =>
        DotnetBuild.Run(Repository.Root, ["-t:" + target, $"-p:ArtifactsRoot={Root}", .. arguments]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class QuickstartCollection : ICollectionFixture<QuickstartBuild>
{
    public const string Name = "quickstart";
}
