using Emotune.HubServer;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Data and encoder come from servers, of which one on the loopback plays both.</summary>
public sealed class FetchTests : IAsyncLifetime, IDisposable
{
    private const string Model = "org/encoder";

    private static readonly string Commit = new('a', 40);

    private readonly Workspace _workspace = new();
    private LoopbackHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await LoopbackHub.StartAsync();
        _workspace.Environment["HF_ENDPOINT"] = _hub.Address;
        _workspace.Environment["HF_HOME"] = _workspace.At("cache");
        _workspace.Environment["XDG_CACHE_HOME"] = _workspace.At("caches");
        _workspace.Write("encoder/tokenizer_config.json", "{}\n");
        _hub.AddFolder(Model, Commit, _workspace.At("encoder"));
        var address = _hub.AddFile("/data/train.tsv", File.ReadAllBytes(_workspace.At("train.tsv")));
        _workspace.Edit("experiment.yaml", "train: train.tsv", $"train: {{url: \"{address}\", sha256: {Sha256("train.tsv")}}}");
        _workspace.Edit("experiment.yaml", "path: encoder", $"hub: {Model}, revision: {Commit}");
        Directory.Move(_workspace.At("encoder"), _workspace.At("put away"));
        File.Move(_workspace.At("train.tsv"), _workspace.At("put away.tsv"));
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task What_is_missing_is_fetched_once_and_then_nobody_is_asked()
    {
        var question = _workspace.BuildWith("Prepare", "-question");
        Assert.NotEqual(0, question.ExitCode);
        Assert.Empty(_hub.Requests);
        var built = _workspace.BuildWith("Prepare", "-p:Progress=lines");
        built.AssertRan("Prepare");
        Assert.Contains($"Fetching {Model}: ", built.Output, StringComparison.Ordinal);
        await _hub.DisposeAsync();
        _workspace.BuildWith("Prepare").AssertRan();
        Assert.Equal(0, _workspace.BuildWith("Prepare", "-question").ExitCode);
        Directory.Move(_workspace.At("cache"), _workspace.At("moved"));
        _workspace.Environment["HF_HOME"] = _workspace.At("moved");
        _workspace.BuildWith("Prepare").AssertRan();
    }

    [Fact]
    public void Without_a_network_the_error_names_what_is_missing()
    {
        _workspace.Environment["HF_HUB_OFFLINE"] = "1";
        var built = _workspace.BuildWith("Prepare");
        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains("error EXP2034", built.Output, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public void A_file_that_is_not_the_wanted_one_is_refused_at_its_place()
    {
        _workspace.Edit("experiment.yaml", Sha256("put away.tsv"), new string('0', 64));
        var built = _workspace.BuildWith("Prepare");
        Assert.NotEqual(0, built.ExitCode);
        Assert.Matches(@"experiment\.yaml\(3,\d+\): error EXP2040", built.Output);
    }

    [Fact]
    public void A_file_at_the_path_is_taken_only_with_the_right_digest()
    {
        _workspace.Edit("experiment.yaml", "train: {", "train: {path: put away.tsv, ");
        _workspace.Edit("experiment.yaml", $"hub: {Model}", $"path: nowhere, hub: {Model}");
        _workspace.BuildWith("Prepare").AssertRan("Prepare");
        Assert.DoesNotContain(_hub.Requests, r => r.Path.StartsWith("/data", StringComparison.Ordinal));
        _workspace.Write("put away.tsv", "another day\t0\tt1\n");
        var refused = _workspace.BuildWith("Prepare");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Matches(@"experiment\.yaml\(3,\d+\): error EXP1048", refused.Output);
    }

    [Fact]
    public void The_same_bytes_from_another_place_rerun_only_what_names_the_backbone()
    {
        var fetched = _workspace.Read("experiment.yaml");
        _workspace.Write("experiment.yaml", Workspace.Experiment);
        Directory.Move(_workspace.At("put away"), _workspace.At("encoder"));
        File.Move(_workspace.At("put away.tsv"), _workspace.At("train.tsv"));
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        _workspace.Write("experiment.yaml", fetched);
        _workspace.Build().AssertRan(Workspace.AfterLoraTrain);
    }

    [Fact]
    public void Status_says_what_will_be_fetched_and_fetch_does_only_that()
    {
        var status = _workspace.BuildWith("Status");
        Assert.Contains("will fetch", status.Output, StringComparison.Ordinal);
        Assert.Contains("\"to_fetch\"", _workspace.BuildWith("Status", "-p:StatusFormat=json").Output, StringComparison.Ordinal);
        var fetched = _workspace.BuildWith("Fetch");
        fetched.AssertRan();
        Assert.False(Directory.Exists(_workspace.Artifact("prepare")));
        Assert.DoesNotContain("will fetch", _workspace.BuildWith("Status").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pin_prints_what_an_unpinned_file_lacks()
    {
        var before = _workspace.Read("experiment.yaml");
        _workspace.Edit("experiment.yaml", $", revision: {Commit}", "");
        _workspace.Edit("experiment.yaml", $", sha256: {Sha256("put away.tsv")}", "");
        var unpinned = _workspace.Read("experiment.yaml");
        var refused = _workspace.BuildWith("Prepare");
        Assert.Contains("error EXP1045", refused.Output, StringComparison.Ordinal);
        Assert.Contains("error EXP1046", refused.Output, StringComparison.Ordinal);
        var pinned = _workspace.BuildWith("Pin");
        pinned.AssertRan();
        Assert.Contains($"revision: {Commit}", pinned.Output, StringComparison.Ordinal);
        Assert.Contains($"sha256: {Sha256("put away.tsv")}", pinned.Output, StringComparison.Ordinal);
        Assert.Equal(unpinned, _workspace.Read("experiment.yaml"));
        Assert.NotEqual(before, unpinned);
    }

    [Fact]
    public void Pin_names_every_source_that_it_cannot_pin_at_its_place()
    {
        _workspace.Edit("experiment.yaml", "/data/train.tsv", "/data/none.tsv");
        _workspace.Edit("experiment.yaml", Model, "org/nobody");
        var refused = _workspace.BuildWith("Pin");
        Assert.Matches(@"experiment\.yaml\(3,\d+\): error EXP2048", refused.Output);
        Assert.Matches(@"experiment\.yaml\(4,\d+\): error EXP2035", refused.Output);
    }

    [Fact]
    public void A_property_that_is_wrong_is_said_before_anything_is_fetched()
    {
        Assert.Contains("error EXP2008", _workspace.BuildWith("Fetch", "-p:Progress=nonsense").Output, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
        var fetched = _workspace.BuildWith("Fetch", "-p:Progres=none");
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(fetched.Output, "warning EXP2020").DistinctBy(m => m.Value));
        Assert.NotEmpty(_hub.Requests);
    }

    [Fact]
    public void A_relative_cache_starts_where_the_command_is_typed()
    {
        _workspace.Environment["HF_HOME"] = "here";
        _workspace.Environment["XDG_CACHE_HOME"] = "./files";
        _workspace.BuildWith("Fetch");
        Assert.True(Directory.Exists(_workspace.At("here/hub/models--org--encoder")));
        Assert.True(Directory.Exists(_workspace.At("files/emotune/files")));
        _workspace.BuildWith("Prepare").AssertRan("Prepare");
    }

    private string Sha256(string file) => ServedModel.Sha256(File.ReadAllBytes(_workspace.At(file)));
}
