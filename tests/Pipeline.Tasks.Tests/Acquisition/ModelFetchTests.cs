using Emotune.HubServer;
using Emotune.Pipeline.Acquisition;
using Microsoft.AspNetCore.Http;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>A model that a hub has, brought into Hugging Face's cache.</summary>
public sealed class ModelFetchTests
{
    [Fact]
    public async Task What_is_needed_and_nothing_else_is_laid_out_as_the_library_does()
    {
        await using var hub = await HubCase.StartAsync();
        Assert.Null(hub.Find());
        Assert.Equal(hub.Snapshot, await hub.FetchAsync());
        hub.AssertWhole();
        Assert.Equal([".no_exist", "blobs", "snapshots"], HubCase.Names(hub.ModelFolder));
        Assert.Equal(
            NeededFiles.Names.Where(n => !hub.Files.ContainsKey(n)).Order(StringComparer.Ordinal),
            HubCase.Names(Path.Combine(hub.ModelFolder, ".no_exist", HubCase.Commit)));
    }

    [Fact]
    public async Task What_is_whole_is_found_again_without_a_call()
    {
        await using var hub = await HubCase.StartAsync();
        await hub.FetchAsync();
        var calls = hub.Hub.Requests.Count;
        Assert.Equal(hub.Snapshot, hub.Find());
        Assert.Equal(hub.Snapshot, await hub.FetchAsync());
        Assert.Equal(new FetchSize(0, 0), await hub.With(a => a.MeasureAsync(hub.Model, default)));
        Assert.Equal(calls, hub.Hub.Requests.Count);
    }

    [Fact]
    public async Task What_would_be_fetched_is_measured_without_fetching()
    {
        await using var hub = await HubCase.StartAsync();
        var bytes = HubCase.Needed.Sum(n => (long)hub.Files[n].Length);
        Assert.Equal(new FetchSize(4, bytes), await hub.With(a => a.MeasureAsync(hub.Model, default)));
        Assert.False(Directory.Exists(hub.HubFolder));
    }

    [Fact]
    public async Task Progress_ends_with_everything_done()
    {
        await using var hub = await HubCase.StartAsync();
        var told = new HubCase.Told();
        await hub.With(a => a.FetchAsync(hub.Model, told, default));
        var last = told.All[^1];
        var bytes = HubCase.Needed.Sum(n => (long)hub.Files[n].Length);
        Assert.Equal((HubCase.Repository, bytes, bytes), (last.Name, last.DoneBytes, last.TotalBytes!.Value));
        Assert.Equal(1, last.Share);
    }

    [Fact]
    public async Task Shards_are_fetched_by_their_index()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files.Remove("model.safetensors");
        string[] shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"];
        hub.Files["model.safetensors.index.json"] =
            HubCase.Text($"{{\"weight_map\": {{\"a\": \"{shards[1]}\", \"b\": \"{shards[0]}\"}}}}");
        hub.Files[shards[0]] = HubCase.Bytes(1000);
        hub.Files[shards[1]] = HubCase.Bytes(2000);
        hub.Files["other.safetensors"] = HubCase.Bytes(3000);
        hub.Serve();
        await hub.FetchAsync();
        hub.AssertWhole("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors.index.json", shards[0], shards[1]);
        Assert.Equal(hub.Snapshot, hub.Find());
        File.Delete(Path.Combine(hub.Snapshot, shards[1]));
        Assert.Null(hub.Find());
    }

    [Theory]
    [InlineData("../../evil.safetensors")]
    [InlineData("/tmp/evil.safetensors")]
    [InlineData("..\\\\evil.safetensors")]
    [InlineData("C:evil.safetensors")]
    [InlineData("a\\u0000b.safetensors")]
    [InlineData("deep/er.safetensors")]
    [InlineData("weights.bin")]
    public async Task A_shard_whose_name_leads_elsewhere_is_refused(string name)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files.Remove("model.safetensors");
        hub.Files["model.safetensors.index.json"] = HubCase.Text($"{{\"weight_map\": {{\"a\": \"{name}\"}}}}");
        hub.Serve();
        Assert.Equal("EXP2043", (await hub.ProblemAsync()).Code);
        Assert.False(Directory.Exists(hub.ModelFolder));
    }

    [Fact]
    public async Task A_listed_name_that_leads_elsewhere_is_not_fetched()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files["../config.json"] = HubCase.Text("evil");
        hub.Files["/etc/tokenizer.json"] = HubCase.Text("evil");
        hub.Serve();
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task Pickled_weights_are_never_fetched()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files.Remove("model.safetensors");
        hub.Serve();
        var problem = await hub.ProblemAsync();
        Assert.Equal(("EXP2039", hub.At), (problem.Code, problem.At));
        Assert.Contains("pytorch_model.bin", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "'config.json'")]
    [InlineData("model.safetensors", "'model.safetensors'")]
    public async Task A_model_without_what_it_needs_is_an_error(string file, string said)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Files.Remove(file);
        hub.Files.Remove("pytorch_model.bin");
        hub.Serve();
        var problem = await hub.ProblemAsync();
        Assert.Equal("EXP2038", problem.Code);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("../b")]
    [InlineData("a b")]
    [InlineData("a--b")]
    [InlineData("-a/b")]
    [InlineData("a/b.git")]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData("https://huggingface.co/a/b")]
    public async Task A_name_that_is_none_is_refused_before_any_call(string name)
    {
        await using var hub = await HubCase.StartAsync();
        Assert.Equal("EXP2030", (await hub.ProblemAsync(hub.Model with { Repository = name })).Code);
        Assert.Empty(hub.Hub.Requests);
    }

    [Fact]
    public async Task A_branch_is_no_revision()
    {
        await using var hub = await HubCase.StartAsync();
        Assert.Equal("EXP2031", (await hub.ProblemAsync(hub.Model with { Revision = "main" })).Code);
    }

    [Fact]
    public async Task Models_and_revisions_that_there_are_not_have_errors_of_their_own()
    {
        await using var hub = await HubCase.StartAsync();
        Assert.Equal("EXP2035", (await hub.ProblemAsync(hub.Model with { Repository = "someone/other" })).Code);
        Assert.Equal("EXP2036", (await hub.ProblemAsync(hub.Model with { Revision = new string('a', 40) })).Code);
    }

    [Theory]
    [InlineData(401, null, "EXP2035")]
    [InlineData(401, "GatedRepo", "EXP2037")]
    [InlineData(403, null, "EXP2037")]
    [InlineData(404, null, "EXP2035")]
    [InlineData(400, null, "EXP2048")]
    public async Task A_refusal_is_said_at_once(int status, string? code, string expected)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = context =>
        {
            context.Response.StatusCode = status;
            if (code is not null)
                context.Response.Headers["X-Error-Code"] = code;
            return Task.FromResult(true);
        };
        Assert.Equal(expected, (await hub.ProblemAsync()).Code);
        Assert.Single(hub.Hub.Requests);
    }

    [Fact]
    public async Task A_page_in_place_of_the_list_is_no_answer()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>Please sign in</html>");
            return true;
        };
        Assert.Equal("EXP2047", (await hub.ProblemAsync()).Code);
    }

    [Fact]
    public async Task A_list_of_several_pages_is_read_to_its_end()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.Contains("/tree/", StringComparison.Ordinal) || context.Request.Query.ContainsKey("cursor"))
                return false;
            context.Response.Headers.Link = $"<{hub.Hub.Address}{context.Request.Path}?recursive=true&cursor=2>; rel=\"next\"";
            await context.Response.WriteAsync("[]");
            return true;
        };
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task What_the_hub_has_now_is_pinned_with_the_digests_of_all_needed_files()
    {
        await using var hub = await HubCase.StartAsync();
        var pinned = await hub.With(a => a.PinAsync(HubCase.Repository, null, hub.At, default));
        Assert.Equal(HubCase.Commit, pinned.Revision);
        Assert.Equal(
            HubCase.Needed.Select(n => new PinnedFile(n, hub.Files[n].Length, ServedModel.Sha256(hub.Files[n]))), pinned.Files);
        Assert.DoesNotContain(hub.Hub.Requests, r => r.Path.EndsWith("model.safetensors", StringComparison.Ordinal));
        Assert.Null(hub.Find());
    }

    [Fact]
    public async Task Digests_of_all_files_stand_for_a_revision()
    {
        await using var hub = await HubCase.StartAsync();
        var digests = HubCase.Needed.ToDictionary(n => n, n => ServedModel.Sha256(hub.Files[n]));
        var wanted = new WantedModel(HubCase.Repository, null, digests, hub.At);
        Assert.Equal(hub.Snapshot, await hub.FetchAsync(wanted));
        Assert.Equal(HubCase.Commit, File.ReadAllText(Path.Combine(hub.ModelFolder, "refs/main")));
        Assert.Equal(hub.Snapshot, hub.Find(wanted));
        digests.Remove("tokenizer_config.json");
        Assert.Null(hub.Find(wanted));
        var problem = await hub.ProblemAsync(wanted);
        Assert.Equal("EXP2046", problem.Code);
        Assert.Contains("tokenizer_config.json", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    public async Task A_digest_of_another_file_refuses_the_hubs(string name)
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = hub.Model with { Sha256 = new Dictionary<string, string> { [name] = new('a', 64) } };
        Assert.Equal("EXP2040", (await hub.ProblemAsync(wanted)).Code);
        var blobs = HubCase.Names(Path.Combine(hub.ModelFolder, "blobs"));
        Assert.DoesNotContain(blobs, n => n.EndsWith("incomplete", StringComparison.Ordinal));
        Assert.Null(hub.Find(wanted));
    }

    [Fact]
    public async Task A_digest_that_is_none_and_a_file_that_is_not_read_are_refused()
    {
        await using var hub = await HubCase.StartAsync();
        var digests = new Dictionary<string, string> { ["config.json"] = "12" };
        Assert.Equal("EXP2033", (await hub.ProblemAsync(hub.Model with { Sha256 = digests })).Code);
        digests = new() { ["pytorch_model.bin"] = new('a', 64) };
        Assert.Equal("EXP2038", (await hub.ProblemAsync(hub.Model with { Sha256 = digests })).Code);
    }
}
