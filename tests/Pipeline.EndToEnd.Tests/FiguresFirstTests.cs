namespace Emotune.Pipeline.EndToEnd;

/// <summary>A build that is killed while it explains: the figures stand before the explanations.</summary>
[Collection(AloneCollection.Name)]
public sealed class FiguresFirstTests : IDisposable
{
    private static readonly string[] Unchanging =
    [
        "report/results.csv", "report/per_label.csv", "agreement/agreement.json", "agreement/label_words.csv", "compare/comparison.json",
        "compare/manifest.json", "plots/manifest.json", "runs/full/42/explain/manifest.json", "runs/lora/42/explain/attributions.json",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Killed_while_it_explains_a_build_leaves_a_report_with_all_figures_and_finishes_it_later()
    {
        File.WriteAllText(Path.Combine(_root, "short.yaml"), "training: {epochs: 1, early_stopping: none}\nexplanation: {comments: 60}\n");
        using (var process = DotnetBuild.Start("dotnet", ["build", Repository.Project, .. Arguments("cut")], Repository.Root, null))
        {
            while (process.StandardOutput.ReadLine() is { } line && !line.Contains("has all figures", StringComparison.Ordinal))
            {
            }

            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        Assert.False(File.Exists(At("cut", "agreement/agreement.json")));
        Assert.Contains("The explanations are not in this report yet.", Read("cut", "report/index.html"), StringComparison.Ordinal);
        var figures = Read("cut", "report/results.csv");
        Assert.NotEqual(0, DotnetBuild.Run(Repository.Root, [.. Arguments("cut"), "-question"]).ExitCode);

        var next = DotnetBuild.Run(Repository.Root, Arguments("cut"));
        Assert.True(next.ExitCode == 0, next.Output);
        Assert.DoesNotContain("has all figures", next.Output, StringComparison.Ordinal);
        Assert.Equal(0, DotnetBuild.Run(Repository.Root, [.. Arguments("cut"), "-question"]).ExitCode);
        var whole = DotnetBuild.Run(Repository.Root, Arguments("whole"));
        Assert.Contains("Report: ", whole.Output, StringComparison.Ordinal);
        Assert.Equal(figures, Read("whole", "report/results.csv"));
        Assert.DoesNotContain("The explanations are not in this report yet.", Read("cut", "report/index.html"), StringComparison.Ordinal);
        foreach (var file in Unchanging)
            Assert.Equal(File.ReadAllBytes(At("whole", file)), File.ReadAllBytes(At("cut", file)));
    }

    private string[] Arguments(string name) =>
        ["-t:Report", "-p:Progress=lines", $"-p:ArtifactsRoot={_root}/{name}", $"-p:Overrides={_root}/short.yaml"];

    private string At(string name, string file) => Path.Combine(_root, name, "quickstart", file);

    private string Read(string name, string file) => File.ReadAllText(At(name, file));
}
