using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>From an empty folder to a report without a clone: the SDK and the template as their packages have them.</summary>
public sealed partial class SdkTests(FirstSdkBuilds first) : IClassFixture<FirstSdkBuilds>
{
    private readonly SdkFolder _user = first.User;

    [Fact]
    public void Two_first_builds_at_once_end_with_a_report_each()
    {
        Assert.All(first.Builds, b => Assert.True(b.ExitCode == 0, b.Output));
        Assert.Contains($"Report: {first.Plain}/artifacts/tickets/report/index.html", first.Builds[0].Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(first.Odd, "artifacts/experiment/report/index.html")));
        Assert.DoesNotContain("warning", first.Builds[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_build_runs_nothing_and_question_agrees_even_without_the_feed()
    {
        var feed = _user.Feed + " that is gone";
        Directory.Move(_user.Feed, feed);
        try
        {
            foreach (var folder in new[] { first.Plain, first.Odd })
            {
                Assert.DoesNotMatch(StageLine(), _user.Built(folder));
                _user.Built(folder, "-question");
            }

            Assert.DoesNotMatch("(stale|in the store)", _user.Built(first.Plain, "-t:Status", "-p:StatusFormat=json"));
        }
        finally
        {
            Directory.Move(feed, _user.Feed);
        }
    }

    [Fact]
    public void A_clone_builds_on_what_the_SDK_made_and_the_SDK_on_what_the_clone_made()
    {
        var artifacts = Carried("carried");
        string[] properties =
            [$"-p:Experiment={Path.Combine(first.Plain, "experiments/tickets.yaml")}", $"-p:ArtifactsRoot={artifacts}"];
        var elsewhere = _user.At(".");

        var clone = DotnetBuild.Run(elsewhere, [.. properties, "-question"]);
        Assert.True(clone.ExitCode == 0, clone.Output);
        var changed = DotnetBuild.Run(elsewhere, [.. properties, "-p:Set=comparison.resamples=500"]);
        Assert.True(changed.ExitCode == 0, changed.Output);
        Assert.Contains("Compare: ", changed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Train: ", changed.Output, StringComparison.Ordinal);

        _user.Built(first.Plain, [.. properties, "-p:Set=comparison.resamples=500", "-question"]);
        Assert.DoesNotMatch(StageLine(), _user.Built(first.Plain, [.. properties, "-p:Set=comparison.resamples=500"]));
    }

    [Fact]
    public void The_clone_and_the_SDK_write_the_same_keys_and_manifests()
    {
        string[] properties = [$"-p:Experiment={Path.Combine(first.Plain, "experiments/tickets.yaml")}", "-p:Progress=none"];
        var clone = DotnetBuild.Run(_user.At("."), ["-t:Compare", .. properties, $"-p:ArtifactsRoot={_user.At("by clone")}"]);
        Assert.True(clone.ExitCode == 0, clone.Output);
        _user.Built(first.Plain, ["-t:Compare", .. properties, $"-p:ArtifactsRoot={_user.At("by sdk")}"]);
        var digests = ArtifactFiles.Digests(_user.At("by clone/tickets"));
        Assert.Contains("runs/lora/42/train/manifest.json", digests.Keys);
        Assert.Equal(digests, ArtifactFiles.Digests(_user.At("by sdk/tickets")));
        Assert.Equal(Keys("by clone"), Keys("by sdk"));
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    [InlineData("tsv")]
    public void Each_format_of_the_template_prepares_the_same_rows(string format)
    {
        var folder = _user.New(format + "/tickets", "--format", format);
        _user.Built(folder, "-t:Prepare");
        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "experiments/tickets"), "train.*"));
        foreach (var split in new[] { "train", "validation", "test" })
            Assert.Equal(Prepared(first.Plain, split), Prepared(folder, split));
    }

    [Fact]
    public void A_named_encoder_takes_the_place_of_the_one_that_comes_along()
    {
        var path = _user.New("path", "--encoder", "./MiniLM");
        Assert.Matches(@"(?m)^backbone: \{path: \./MiniLM\}$", File.ReadAllText(Path.Combine(path, "experiments/path.yaml")));
        Assert.False(Directory.Exists(Path.Combine(path, "experiments/path/encoder")));
        var missing = _user.Build(path, "-t:Status");
        Assert.Matches(@"path\.yaml\(\d+,\d+\): error EXP\d+: .*experiments/MiniLM", missing.Output);
    }

    [Fact]
    public void An_encoder_of_the_hub_is_pinned_in_the_file_or_the_build_says_how()
    {
        var known = _user.New("known", "--encoder", "sentence-transformers/all-MiniLM-L6-v2");
        Assert.Contains("will fetch", _user.Built(known, "-t:Status", "-p:Progress=none"), StringComparison.Ordinal);
        var other = _user.New("other", "--encoder", "org/name");
        Assert.Matches(@"other\.yaml\(\d+,\d+\): error EXP1045: .*-t:Pin", _user.Build(other, "-t:Status").Output);
    }

    [Fact]
    public void The_studies_come_along_and_fetch_what_they_need()
    {
        var status = _user.Built(first.Plain, "-t:Status", "-p:Experiment=goemotions", $"-p:ArtifactsRoot={_user.At("study")}");
        Assert.Contains(
            "will fetch files of unknown size: data.train, data.validation, data.test, data.labels, backbone.", status,
            StringComparison.Ordinal);
        Assert.DoesNotContain("goemotions", _user.Built(first.Plain, "-t:Status"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_folder_is_called_the_experiment_has_a_usable_name()
    {
        foreach (var (folder, name) in new[] { ("-Ärger; 2.", "rger-2"), ("données", "donn-es"), ("日本", "experiment") })
            Assert.True(File.Exists(Path.Combine(_user.New(folder), "experiments", name + ".yaml")), folder);
    }

    [Fact]
    public void Without_a_name_the_only_experiment_is_built_and_two_or_none_are_told()
    {
        var folder = _user.New("which");
        File.Copy(Path.Combine(folder, "experiments/which.yaml"), Path.Combine(folder, "experiments/another.yaml"));
        Assert.Contains("error EXP2063: ", _user.Build(folder, "-t:Status").Output, StringComparison.Ordinal);
        Assert.Contains("Valid names: another, which.", _user.Build(folder, "-t:Status").Output, StringComparison.Ordinal);
        _user.Built(folder, "-t:Status", "-p:Experiment=which");
        foreach (var file in new[] { "another", "which" })
            File.Delete(Path.Combine(folder, $"experiments/{file}.yaml"));
        Assert.Contains("error EXP2064: ", _user.Build(folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_of_one_line_has_all_targets_and_takes_the_environment()
    {
        var folder = Directory.CreateDirectory(_user.At("one line")).FullName;
        Tool.Run("cp", "-r", Path.Combine(first.Plain, "experiments"), folder);
        File.WriteAllText(Path.Combine(folder, "labels.proj"), $"<Project Sdk=\"Emotune.Sdk/{PackedFeed.Version}\" />\n");
        var help = _user.Built(folder, "-t:Help");
        Assert.Contains("dotnet build labels.proj -t:TARGET", help, StringComparison.Ordinal);
        Assert.Contains("The default is the only one in the folder experiments.", help, StringComparison.Ordinal);
        _user.Environment["EMOTUNE_ARTIFACTSROOT"] = "results";
        _user.Built(folder, "-t:Prepare");
        _user.Environment.Remove("EMOTUNE_ARTIFACTSROOT");
        Assert.True(File.Exists(Path.Combine(folder, "results/tickets/data/manifest.json")));
        Assert.False(Directory.Exists(Path.Combine(folder, "artifacts")));
    }

    [Fact]
    public void Models_are_used_and_results_removed_as_in_a_clone()
    {
        var artifacts = $"-p:ArtifactsRoot={Carried("used")}";
        File.WriteAllText(_user.At("texts.txt"), "Thank you for the quick help\n");
        var lines = _user.Built(first.Plain, "-t:Classify", "-p:Runs=lora", $"-p:Input={_user.At("texts.txt")}", artifacts);
        Assert.Contains("{\"text\":\"Thank you for the quick help\",", lines, StringComparison.Ordinal);
        _user.Built(first.Plain, "-t:Export", "-p:Runs=lora", $"-p:OutputPath={_user.At("exported")}", artifacts);
        Assert.True(File.Exists(_user.At("exported/README.md")));
        _user.Built(first.Plain, "-t:Clean", artifacts);
        Assert.Empty(ArtifactFiles.Results(_user.At("used/tickets")));
    }

    [Fact]
    public void Eight_bits_need_the_package_of_ONNX_Runtime()
    {
        string[] export =
        [
            "-t:Export", "-p:Runs=lora", "-p:Format=onnx", "-p:Quantize=int8", "-p:Force=true", $"-p:OutputPath={_user.At("eight")}",
            $"-p:ArtifactsRoot={Path.Combine(first.Plain, "artifacts")}",
            $"-p:Experiment={Path.Combine(first.Plain, "experiments/tickets.yaml")}",
        ];
        var without = _user.Build(first.Plain, export);
        Assert.Contains("error EXP2061: ", without.Output, StringComparison.Ordinal);
        Assert.Contains($"Emotune.Runtime/{PackedFeed.Version}", without.Output, StringComparison.Ordinal);

        var folder = Directory.CreateDirectory(_user.At("with runtime")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "eight.proj"),
            $"<Project Sdk=\"Emotune.Sdk/{PackedFeed.Version};Emotune.Runtime/{PackedFeed.Version}\" />\n");
        Assert.Contains("lora/42 int8 on 12 validation", _user.Built(folder, export), StringComparison.Ordinal);
        Assert.True(File.Exists(_user.At("eight/onnx/model_quantized.onnx")));
    }

    [Fact]
    public void Another_MSBuild_than_that_of_the_NET_SDK_is_one_coded_error()
    {
        foreach (var host in new[] { "-p:_HostRuntime=Full", "-p:_HostVersion=17.14.8" })
        {
            var error = Assert.Single(ErrorsIn(_user.Build(first.Plain, host).Output));
            Assert.StartsWith("error EXP2062: This is MSBuild ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Libtorch_that_is_gone_is_one_coded_error_and_what_it_says_mends_it()
    {
        var package = Path.Combine(_user.Cache, "libtorch-cpu-linux-x64");
        var artifacts = $"-p:ArtifactsRoot={Carried("torchless")}";
        Directory.Move(package, package + " aside");
        try
        {
            // What is there is shown without it.
            _user.Built(first.Plain, "-p:Set=report.title=Shown", artifacts);
            var output = _user.Build(first.Plain, "-p:Set=seeds=7", artifacts).Output;
            Assert.Equal("error EXP2060: libtorch is not at ", Assert.Single(ErrorsIn(output)));
            var sdk = Regex.Match(output, "Delete the folder '(?<path>[^']+)'").Groups["path"].Value;
            Assert.Equal(Path.Combine(_user.Cache, "emotune.sdk", PackedFeed.Version), sdk);
            Directory.Delete(sdk, recursive: true);
            _user.Built(first.Plain, "-t:Train", "-p:Set=seeds=7", "-p:Runs=lora", artifacts);
            Assert.True(File.Exists(Path.Combine(package, "2.10.0/runtimes/linux-x64/native/libtorch.so")));
        }
        finally
        {
            if (Directory.Exists(package))
                Directory.Delete(package, recursive: true);
            Directory.Move(package + " aside", package);
        }
    }

    [Fact]
    public void Builds_write_nothing_into_the_folder_of_packages()
    {
        var before = Written();
        _user.Built(first.Plain, "-t:Train", $"-p:ArtifactsRoot={_user.At("again")}");
        Assert.Equal(before, Written());
    }

    /// <summary>A copy of the first build's artifacts, for a test of its own.</summary>
    private string Carried(string name)
    {
        Tool.Run("cp", "-r", Path.Combine(first.Plain, "artifacts"), _user.At(name));
        return _user.At(name);
    }

    private Dictionary<string, string> Keys(string artifacts) => Directory
        .EnumerateFiles(_user.At(artifacts + "/tickets/.keys"), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(_user.At(artifacts), f), File.ReadAllText);

    private static string[] ErrorsIn(string output) => [.. Errors().Matches(output).Select(m => m.Value).Distinct()];

    private string[] Written() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(_user.Cache, "emotune.sdk"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}"),
    ];

    private static byte[] Prepared(string folder, string split) =>
        File.ReadAllBytes(Path.Combine(folder, $"artifacts/tickets/data/{split}.parquet"));

    [GeneratedRegex(@"(?m)^ *(Prepare|Compare|Plot|Agree|Report|\w+/42 \w+): (?!/)")]
    private static partial Regex StageLine();

    [GeneratedRegex(@"error (EXP|MSB)\d+: [^,(']*")]
    private static partial Regex Errors();
}

/// <summary>The first two builds of a user whose folder of packages was empty, at once, one in an odd folder.</summary>
public sealed class FirstSdkBuilds : IDisposable
{
    public FirstSdkBuilds()
    {
        Plain = User.New("tickets");
        Odd = User.New("an odd; folder 100%20/日本");
        Builds = [.. new[] { Plain, Odd }.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(f => User.Build(f))];
    }

    public SdkFolder User { get; } = new();

    public string Plain { get; }

    public string Odd { get; }

    public IReadOnlyList<BuildResult> Builds { get; }

    public void Dispose() => User.Dispose();
}
