using Emotune.HubServer;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>What is in the cache already, by whomever.</summary>
public sealed class CacheTests
{
    [Fact]
    public async Task What_the_library_downloaded_file_by_file_needs_no_call()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files.Keys.ToList().ForEach(n => { if (!n.Contains('/', StringComparison.Ordinal)) hub.LayOut(n); });
        hub.NoteAbsent();
        Assert.Equal(hub.Snapshot, await hub.FetchAsync());
        Assert.Empty(hub.Hub.Requests);
    }

    [Fact]
    public async Task An_encoder_that_the_library_downloaded_as_a_whole_needs_no_call()
    {
        await using var hub = await HubCase.StartAsync();
        HubCase.Needed.ToList().ForEach(n => hub.LayOut(n));
        Assert.Equal(hub.Snapshot, hub.Find());
        Assert.Equal(hub.Snapshot, await hub.FetchAsync());
        Assert.Empty(hub.Hub.Requests);
    }

    [Theory]
    [MemberData(nameof(DoubtfulFiles))]
    public async Task What_may_lack_a_file_is_completed_by_one_call(string doubt)
    {
        await using var hub = await HubCase.StartAsync();
        LayOut(hub, doubt);
        Assert.Null(hub.Find());
        await hub.FetchAsync();
        Assert.Single(hub.Hub.Requests);
        Assert.Equal(hub.Snapshot, hub.Find());
    }

    [Theory]
    [MemberData(nameof(DoubtfulFiles))]
    public async Task What_may_lack_a_file_is_used_offline_and_the_error_of_a_dead_hub_says_so(string doubt)
    {
        await using var hub = await HubCase.StartAsync();
        LayOut(hub, doubt);
        hub.Hub.Before = context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        var problem = await hub.ProblemAsync();
        Assert.Equal(("EXP2050", hub.At), (problem.Code, problem.At));
        Assert.Contains("HF_HUB_OFFLINE=1", problem.Message, StringComparison.Ordinal);
        Assert.Single(hub.Hub.Requests);
        Assert.Empty(hub.Time.Waits);
        hub.IsOffline = true;
        Assert.Equal(hub.Snapshot, await hub.FetchAsync());
        Assert.Single(hub.Hub.Requests);
    }

    /// <summary>What makes it unknown whether a model has more files than are there.</summary>
    public static TheoryData<string> DoubtfulFiles => ["no tokenizer.json", "no tokenizer_config.json", "a classifier", "an adapter"];

    private static void LayOut(HubCase hub, string doubt)
    {
        if (doubt == "no tokenizer.json")
        {
            hub.Files.Remove("tokenizer.json");
            hub.Files["vocab.txt"] = HubCase.Text("a");
        }

        if (doubt == "no tokenizer_config.json")
            hub.Files.Remove("tokenizer_config.json");
        if (doubt == "a classifier")
            hub.Files["config.json"] = HubCase.Text("""{"problem_type": "multi_label_classification"}""");
        if (doubt == "an adapter")
        {
            hub.Files["adapter_config.json"] = HubCase.Text("{}");
            hub.Files["adapter_model.safetensors"] = HubCase.Bytes(100);
        }

        hub.Serve();
        string[] notRead = ["README.md", "pytorch_model.bin", "onnx/model.onnx"];
        foreach (var name in hub.Files.Keys.Except(notRead))
            hub.LayOut(name);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_an_error_with_the_variable_that_names_another()
    {
        await using var hub = await HubCase.StartAsync();
        File.WriteAllText(hub.HubFolder, "a file");
        var problem = await hub.ProblemAsync();
        Assert.Equal(("EXP2051", hub.At), (problem.Code, problem.At));
        Assert.Contains(hub.HubFolder, problem.Message, StringComparison.Ordinal);
        Assert.Contains("HF_HUB_CACHE", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("model.safetensors")]
    public async Task What_is_missing_offline_is_named_with_its_address_and_its_place(string missing)
    {
        await using var hub = await HubCase.StartAsync();
        HubCase.Needed.Where(n => n != missing).ToList().ForEach(n => hub.LayOut(n));
        hub.IsOffline = true;
        Assert.Null(hub.Find());
        var problem = await hub.ProblemAsync();
        Assert.Equal(("EXP2034", hub.At), (problem.Code, problem.At));
        var place = Path.Combine(hub.Snapshot, missing);
        var address = $"{hub.Hub.Address}/{HubCase.Repository}/resolve/{HubCase.Commit}/{missing}";
        Assert.Contains(address, problem.Message, StringComparison.Ordinal);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Hub.Requests);
        File.WriteAllBytes(place, hub.Files[missing]);
        Assert.Equal(hub.Snapshot, hub.Find());
    }

    [Fact]
    public async Task An_empty_cache_offline_lacks_configuration_vocabulary_and_weights()
    {
        await using var hub = await HubCase.StartAsync();
        hub.IsOffline = true;
        var problems = await hub.ProblemsAsync();
        Assert.Equal(["EXP2034", "EXP2034", "EXP2034"], problems.Select(p => p.Code));
        Assert.Empty(hub.Hub.Requests);
        Assert.False(Directory.Exists(hub.HubFolder));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    public async Task A_damaged_file_is_not_used_and_is_replaced(string name)
    {
        await using var hub = await HubCase.StartAsync();
        HubCase.Needed.ToList().ForEach(n => hub.LayOut(n, n == name ? HubCase.Text("damaged") : null));
        hub.NoteAbsent();
        Assert.Null(hub.Find());
        hub.IsOffline = true;
        Assert.Equal("EXP2045", (await hub.ProblemAsync()).Code);
        Assert.Equal(HubCase.Text("damaged"), File.ReadAllBytes(Path.Combine(hub.Snapshot, name)));
        hub.IsOffline = false;
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task A_link_to_nothing_is_no_file()
    {
        await using var hub = await HubCase.StartAsync();
        await hub.FetchAsync();
        File.Delete(Path.Combine(hub.ModelFolder, "blobs", ServedModel.Sha256(hub.Files["model.safetensors"])));
        Assert.Null(hub.Find());
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task Without_links_the_files_themselves_lie_in_the_snapshot()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Disk.HasLinks = false;
        await hub.FetchAsync();
        Assert.All(HubCase.Needed, n => Assert.Equal(hub.Files[n], File.ReadAllBytes(Path.Combine(hub.Snapshot, n))));
        Assert.All(HubCase.Needed, n => Assert.Null(new FileInfo(Path.Combine(hub.Snapshot, n)).LinkTarget));
        Assert.Empty(HubCase.Names(Path.Combine(hub.ModelFolder, "blobs")));
        Assert.Equal(hub.Snapshot, hub.Find());
    }

    [Fact]
    public async Task A_file_by_hand_is_held_against_the_digest_that_is_wanted()
    {
        await using var hub = await HubCase.StartAsync();
        hub.IsOffline = true;
        var wanted = hub.Model with
        {
            Revision = null,
            Sha256 = HubCase.Needed.ToDictionary(n => n, n => ServedModel.Sha256(hub.Files[n])),
        };
        using var acquirer = hub.Acquirer();
        foreach (var name in HubCase.Needed)
        {
            Assert.Null(acquirer.Find(wanted));
            Directory.CreateDirectory(Path.GetDirectoryName(acquirer.PlaceOf(wanted, name))!);
            File.WriteAllBytes(acquirer.PlaceOf(wanted, name), HubCase.Text("other"));
            Assert.Null(acquirer.Find(wanted));
            File.WriteAllBytes(acquirer.PlaceOf(wanted, name), hub.Files[name]);
        }

        Assert.NotNull(acquirer.Find(wanted));
    }

    [Theory]
    [InlineData("blobs")]
    [InlineData("snapshots")]
    [InlineData(".no_exist")]
    public async Task A_link_that_leads_out_of_the_cache_is_not_written_through(string folder)
    {
        await using var hub = await HubCase.StartAsync();
        using var outside = new TemporaryFolder();
        Directory.CreateDirectory(hub.ModelFolder);
        Directory.CreateSymbolicLink(Path.Combine(hub.ModelFolder, folder), outside.Path);
        Assert.Equal("EXP2044", (await hub.ProblemAsync()).Code);
        Assert.Empty(HubCase.Names(outside.Path));
    }

    [Fact]
    public async Task The_cache_itself_may_be_a_link()
    {
        await using var hub = await HubCase.StartAsync();
        using var elsewhere = new TemporaryFolder();
        Directory.CreateSymbolicLink(hub.HubFolder, elsewhere.Path);
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task A_disk_that_is_too_small_is_said_before_anything_is_fetched()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Disk.Free = 1234;
        var problem = await hub.ProblemAsync();
        Assert.Equal("EXP2041", problem.Code);
        Assert.Contains("1234", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{HubCase.Needed.Sum(n => hub.Files[n].Length)}", problem.Message, StringComparison.Ordinal);
        Assert.Single(hub.Hub.Requests);
    }
}
