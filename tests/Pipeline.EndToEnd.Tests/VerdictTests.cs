using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>What the report says of runs that do, and do not, allow a verdict; small experiments over the quickstart's encoder.</summary>
[Collection(AloneCollection.Name)]
public sealed class VerdictTests(VerdictBuilds builds) : IClassFixture<VerdictBuilds>
{
    [Theory]
    [InlineData("hasty", "each run has one seed")]
    [InlineData("hasty", "the learning rates were never searched")]
    [InlineData("hasty", "**full** still improved its macro average precision by 0.")]
    [InlineData("hasty", "all test comments are also in train")]
    [InlineData("edge", "the best learning rate of **full-lr3e-3**, 3.0e-3, is the highest that was tried")]
    [InlineData("edge", "**full-lr3e-3** trained for one epoch")]
    [InlineData("edge", "there are only 20 test comments")]
    public void A_verdict_that_the_runs_do_not_allow_is_withheld(string experiment, string because)
    {
        var lead = Lead(experiment);
        Assert.Contains(" is as good as full fine-tuning is not known yet, because ", lead, StringComparison.Ordinal);
        Assert.Contains(because, lead, StringComparison.Ordinal);
        Assert.Contains("This command mends a part of it:\n```sh\n(set -C && printf ", builds.Report(experiment), StringComparison.Ordinal);
        Assert.Contains("This stays to be done by hand: ", builds.Report(experiment), StringComparison.Ordinal);
        Assert.DoesNotMatch("LoRA is (better|worse)|is better than|is not as good as|cannot be distinguished", builds.Report(experiment));
        Assert.Contains("<h3>Why it is not known yet</h3>", builds.Page(experiment), StringComparison.Ordinal);
    }

    [Fact]
    public void Three_seeds_and_a_searched_rate_allow_a_verdict() =>
        Assert.Matches(
            @"^\*\*lora-lr\S+\*\* (is not as good as|is better than|cannot be distinguished from) full fine-tuning", Lead("sound"));

    [Theory]
    [InlineData(@"6 of the 206 test comments \(2\.91 %\) are also in train\. Without them, the difference of micro F1 is [+−]?0\.\d+ \(")]
    [InlineData(@"One label has fewer than 10 positive test comments: \*\*neutral\*\* \(3\)\. Without it, the difference of micro F1 is ")]
    [InlineData(@"the recipes differ in `training\.layer_decay` \(\*\*full-lr\S+\*\*: 0\.9, \*\*lora-lr\S+\*\*: 1\)\.")]
    public void What_must_be_known_stands_beside_the_verdict(string noted) => Assert.Matches(noted, builds.Report("sound"));

    [Theory]
    [InlineData("hasty", "300 of the 300", "100")]
    [InlineData("sound", "6 of the 206", "2.91")]
    public void A_leak_is_a_warning_of_every_build(string experiment, string comments, string percent)
    {
        var warning = $@"{experiment}\.yaml\(3,3\): warning EXP5011: {comments} comments of 'data\.test' are also in 'data\.train' "
            + $@"\({Regex.Escape(percent)} %\)";
        Assert.Matches(warning, builds.First.Output);
        Assert.Matches(warning, builds.Build("Prepare", experiment).Output);
    }

    [Fact]
    public void A_leak_has_a_line_in_the_reports_data() =>
        Assert.Contains("Rows whose text is in two splits: train and validation: 0; train and test: 6;", builds.Report("sound"),
            StringComparison.Ordinal);

    private string Lead(string experiment) => builds.Report(experiment).Split("\n\n")[1];
}

/// <summary>The builds of <see cref="VerdictTests"/>, made once.</summary>
public sealed class VerdictBuilds : IDisposable
{
    // The extreme rates learn nothing and stop at once, so that the one between them is the best.
    private static readonly Dictionary<string, string> Experiments = new()
    {
        ["hasty"] = """
            name: hasty
            data: {format: tsv-label-ids, train: train.tsv, validation: validation.tsv,
              test: same.tsv, labels: emotions.txt, max_length: 64, limit: {train: 300, validation: 200, test: 300}}
            training: {epochs: 3}
            runs:
              full: {method: full, learning_rate: 1.0e-3}
              lora: {method: lora, learning_rate: 3.0e-3, lora: {rank: 4}}
            seeds: [42]

            """,
        ["edge"] = """
            name: edge
            data: {format: tsv-label-ids, train: train.tsv, validation: validation.tsv,
              test: test.tsv, labels: emotions.txt, max_length: 64, limit: {train: 300, validation: 200, test: 20}}
            training: {epochs: 1}
            runs:
              full: {method: full, learning_rate: 1.0e-3}
              lora: {method: lora, learning_rate: 3.0e-3, lora: {rank: 4}}
            matrix: {full: {over: {learning_rate: [1.0e-4, 3.0e-3]}}}
            comparison: {search: macro_average_precision, resamples: 200}
            seeds: [42]

            """,
        ["sound"] = """
            name: sound
            data: {format: tsv-label-ids, train: train.tsv, validation: validation.tsv,
              test: leaky.tsv, labels: emotions.txt, max_length: 64, limit: {train: 300, validation: 200}}
            training: {epochs: 100, early_stopping: {metric: macro_average_precision, patience: 1}}
            runs:
              full: {method: full, learning_rate: 3.0e-3, training: {layer_decay: 0.9}}
              lora: {method: lora, learning_rate: 1.0e-2, lora: {rank: 4}}
            matrix:
              full: {over: {learning_rate: [1.0e-7, 3.0e-3, 0.9]}}
              lora: {over: {learning_rate: [1.0e-7, 1.0e-2, 0.9]}}
            comparison: {search: macro_average_precision, resamples: 200}
            seeds: [1, 2, 3]

            """,
    };

    private const string Shared = """
        backbone: {path: encoder}
        evaluation: {bootstrap: {resamples: 50}}
        explanation: {method: leave_one_out, comments: 1}

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public VerdictBuilds()
    {
        var quickstart = Path.Combine(Repository.Root, "experiments", "quickstart");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(quickstart, "encoder")))
        {
            Directory.CreateDirectory(At("encoder"));
            File.Copy(file, At("encoder/" + Path.GetFileName(file)));
        }
        foreach (var file in new[] { "train.tsv", "validation.tsv", "test.tsv", "emotions.txt" })
            File.Copy(Path.Combine(quickstart, file), At(file));
        File.Copy(At("train.tsv"), At("same.tsv"));
        File.WriteAllLines(
            At("leaky.tsv"), [.. Leaky(File.ReadAllLines(At("test.tsv"))), .. File.ReadLines(At("train.tsv")).Where(IsOther).Take(6)]);
        foreach (var (name, text) in Experiments)
            File.WriteAllText(At(name + ".yaml"), text + Shared);
        First = Build("Report", [.. Experiments.Keys]);
        Assert.True(First.ExitCode == 0, First.Output);
    }

    public BuildResult First { get; }

    public string Report(string experiment) => File.ReadAllText(At($"artifacts/{experiment}/report/report.md"));

    public string Page(string experiment) => File.ReadAllText(At($"artifacts/{experiment}/report/index.html"));

    public BuildResult Build(string target, params string[] experiments) => DotnetBuild.Run(
        _root, ["-t:" + target, $"-p:Experiment={string.Join('+', experiments.Select(e => At(e + ".yaml")))}",
            $"-p:ArtifactsRoot={At("artifacts")}"]);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string At(string file) => Path.Combine(_root, file);

    /// <summary>Two hundred comments, three of which carry the last label.</summary>
    private static IEnumerable<string> Leaky(string[] test) => test.Where(IsOther).Take(197).Concat(test.Where(l => !IsOther(l)).Take(3));

    private static bool IsOther(string line) => !line.Split('\t')[1].Split(',').Contains("9");
}
