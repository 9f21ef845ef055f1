using System.Globalization;
using System.Text.Json;
using Emotune.Files;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>A cut of the quickstart, measured on its own test split under another name and on comments whose labels are others.</summary>
[Collection(AloneCollection.Name)]
public sealed class QuickstartExtraSetTests : IDisposable
{
    private const string Cut = """
        data: {limit: {train: 300, validation: 200}}
        training: {epochs: 1}
        runs: {lora: {training: {epochs: 1}}}
        evaluation: {bootstrap: {resamples: 50}}
        explanation: {method: leave_one_out, comments: 1}

        """;

    private const string Sets = """
        evaluation:
          bootstrap: {resamples: 50}
          extra_sets:
            same: {file: quickstart/test.tsv}
            moods: {file: moods.jsonl, format: jsonl, columns: {text: said, label: moods},
              map: {happy: joy, glad: joy, down: [sadness, fear], huh: ~}}

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Runs_are_measured_on_it_and_nothing_else_changes()
    {
        File.WriteAllLines(Path.Combine(_root, "moods.jsonl"), Moods());
        File.WriteAllText(Path.Combine(_root, "cut.yaml"), Cut);
        Assert.Equal(0, Build().ExitCode);
        var before = Own();
        File.WriteAllText(
            Path.Combine(_root, "cut.yaml"), Cut.Replace("evaluation: {bootstrap: {resamples: 50}}\n", Sets, StringComparison.Ordinal));
        var build = Build();
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain("Train:", build.Output, StringComparison.Ordinal);
        Assert.Contains("Prepare moods: 60 comments, 4 of 10 labels covered", build.Output, StringComparison.Ordinal);
        Assert.Equal(before, Own());
        Assert.Equal(0, Build("-question").ExitCode);

        foreach (var run in new[] { "full", "lora" })
        {
            AssertSameAsTest(run);
            AssertMoods(run);
        }
        AssertReport();
    }

    /// <summary>
    /// The test split under another name, all labels covered: the set's figures are test's, and test's those of the evaluation.
    /// </summary>
    private void AssertSameAsTest(string run)
    {
        var metrics = ReadJson($"runs/{run}/42/extra_sets/same/evaluate/metrics.json");
        Assert.Equal(metrics.GetProperty("test").GetRawText(), metrics.GetProperty("set").GetRawText());
        var whole = ReadJson($"runs/{run}/42/evaluate/metrics.json");
        Assert.Equal(
            whole.GetProperty("calibrated").ToString(), metrics.GetProperty("set").GetProperty("calibrated").ToString(),
            ignoreWhiteSpaceDifferences: true);
        var decided = whole.GetProperty("decisions").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "validation");
        Assert.Equal(
            decided.GetProperty("micro").GetProperty("f1").GetDouble(),
            metrics.GetProperty("set").GetProperty("micro_f1").GetProperty("value").GetDouble());
    }

    private void AssertMoods(string run)
    {
        var metrics = ReadJson($"runs/{run}/42/extra_sets/moods/evaluate/metrics.json");
        Assert.Equal(60, metrics.GetProperty("set").GetProperty("rows").GetInt32());
        Assert.Equal(600, metrics.GetProperty("test").GetProperty("rows").GetInt32());
        var table = Csv.Read(File.ReadAllText(Artifact($"runs/{run}/42/extra_sets/moods/evaluate/per_label.csv")), "labels")
            .Select(r => r.Fields).ToList();
        Assert.Equal(
            ["fear or sadness 1 down 15", "gratitude 1 gratitude 15", "joy 1 glad, happy 30", "amusement 0  ", "anger 0  ", "curiosity 0  ",
                "love 0  ", "surprise 0  ", "neutral 0  "],
            table.Skip(1).Select(f => string.Join(' ', f.Take(4))));
        Assert.All(table.Skip(4), f => Assert.All(f.Skip(2), Assert.Empty));
    }

    private void AssertReport()
    {
        var rows = Csv.Read(File.ReadAllText(Artifact("report/extra_sets.csv")), "sets").Select(r => r.Fields).ToList();
        Assert.Equal(
            ["full same set", "full same test", "lora same set", "lora same test", "full moods set", "full moods test", "lora moods set",
                "lora moods test"],
            rows.Skip(1).Select(f => $"{f[0]} {f[2]} {f[3]}"));
        var page = File.ReadAllText(Artifact("report/index.html"));
        Assert.Contains("60 comments. 4 of 10 labels are covered", page, StringComparison.Ordinal);
        foreach (var figure in rows.Skip(1).SelectMany(f => f.Skip(6).Where((_, i) => i % 3 == 0)))
            Assert.Contains($"<data value=\"{figure}\">", page, StringComparison.Ordinal);
        Assert.Contains("| full · 42 | moods | ", File.ReadAllText(Artifact("report/report.md")), StringComparison.Ordinal);
        Assert.Contains("full,42,predict moods,", File.ReadAllText(Artifact("report/costs.csv")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Moods()
    {
        (string Said, string Mood)[] comments =
        [
            ("what a wonderful day", "happy"), ("we had so much fun", "glad"), ("I miss her and I am afraid", "down"),
            ("thank you so much", "gratitude"),
        ];
        for (var i = 0; i < 60; i++)
        {
            var (said, mood) = comments[i % 4];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"said": "{{said}}, number {{i}}", "moods": ["{{mood}}"{{(i % 10 == 0 ? ", \"huh\"" : "")}}]}""");
        }
    }

    /// <summary>All that the experiment had before, by the bytes of its manifests, which name the digests of what they stand for.</summary>
    private Dictionary<string, string> Own() =>
        Directory.EnumerateFiles(Path.Combine(_root, "artifacts"), "manifest.json", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/extra_sets/", StringComparison.Ordinal) && !f.Contains("/report/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).ToDictionary(f => f, File.ReadAllText);

    private string Artifact(string file) => Path.Combine(_root, "artifacts", "quickstart", file);

    private JsonElement ReadJson(string file) => JsonDocument.Parse(File.ReadAllText(Artifact(file))).RootElement;

    private BuildResult Build(params string[] arguments) => DotnetBuild.Run(
        Repository.Root,
            ["-t:Report", $"-p:Overrides={_root}/cut.yaml", $"-p:DatasetsRoot={_root}", $"-p:ArtifactsRoot={_root}/artifacts",
                .. arguments]);
}
