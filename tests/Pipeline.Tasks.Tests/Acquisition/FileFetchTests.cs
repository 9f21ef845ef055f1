using Emotune.Diagnostics;
using Emotune.HubServer;
using Emotune.Pipeline.Acquisition;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>Files at addresses of their own.</summary>
public sealed class FileFetchTests
{
    private static readonly byte[] Content = HubCase.Bytes(2 * HubCase.Megabyte);

    [Fact]
    public async Task A_file_is_kept_by_its_digest_and_found_again_without_a_call()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        hub.Hub.CutAfterBytes = HubCase.Megabyte;
        var place = await hub.FetchAsync(wanted);
        Assert.Equal(Path.Combine(hub.FilesFolder, wanted.Sha256, "train.tsv"), place);
        Assert.Equal(Content, File.ReadAllBytes(place));
        Assert.Equal(["train.tsv"], HubCase.Names(Path.GetDirectoryName(place)!));
        var calls = hub.Hub.Requests.Count;
        Assert.Equal(place, await hub.FetchAsync(wanted));
        Assert.Equal(calls, hub.Hub.Requests.Count);
    }

    [Fact]
    public async Task A_file_is_measured_and_pinned()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        Assert.Equal(new FetchSize(1, Content.Length), await hub.With(a => a.MeasureAsync(wanted, default)));
        var pinned = await hub.With(a => a.PinAsync(wanted.Address, hub.At, default));
        Assert.Equal(new PinnedFile("train.tsv", Content.Length, ServedModel.Sha256(Content)), pinned);
        Assert.Equal(new FetchSize(0, 0), await hub.With(a => a.MeasureAsync(wanted, default)));
    }

    [Fact]
    public async Task Offline_the_address_and_the_place_are_said_and_a_file_there_is_taken()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        hub.IsOffline = true;
        using var acquirer = hub.Acquirer();
        var place = acquirer.PlaceOf(wanted);
        var problem = await ProblemAsync(hub, wanted);
        Assert.Equal(("EXP2034", hub.At), (problem.Code, problem.At));
        Assert.Contains(wanted.Address.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, "other");
        Assert.Equal("EXP2045", (await ProblemAsync(hub, wanted)).Code);
        File.WriteAllBytes(place, Content);
        Assert.Equal(place, await hub.FetchAsync(wanted));
        Assert.Equal("EXP2049", (await Problem(() => hub.With(a => a.PinAsync(wanted.Address, hub.At, default)))).Code);
        Assert.Empty(hub.Hub.Requests);
    }

    [Fact]
    public async Task Another_content_and_a_missing_file_are_refused()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        var problem = await ProblemAsync(hub, wanted with { Sha256 = new string('a', 64) });
        Assert.Equal(("EXP2040", hub.At), (problem.Code, problem.At));
        Assert.Equal("EXP2048", (await ProblemAsync(hub, wanted with { Address = new Uri(hub.Hub.Address + "/none") })).Code);
        Assert.Null(await hub.With(a => Task.FromResult(a.Find(wanted))));
    }

    [Fact]
    public async Task The_same_file_of_another_address_is_not_fetched_again()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        var fetched = await hub.FetchAsync(wanted);
        var mirror = wanted with { Address = new Uri("http://127.0.0.1:9/mirror/other.tsv") };
        Assert.Equal(fetched, await hub.FetchAsync(mirror));
        await File.WriteAllTextAsync(fetched, "damaged");
        Assert.Null(await hub.With(a => Task.FromResult(a.Find(mirror))));
    }

    [Fact]
    public async Task What_a_pin_left_that_was_killed_is_removed_by_the_next()
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = Wanted(hub);
        var unpinned = Path.Combine(hub.FilesFolder, "unpinned");
        Directory.CreateDirectory(unpinned);
        using (var gone = System.Diagnostics.Process.Start("true"))
        {
            await gone.WaitForExitAsync();
            var machine = System.Text.RegularExpressions.Regex.Replace(Environment.MachineName, "[^A-Za-z0-9_-]", "_");
            await File.WriteAllTextAsync(Path.Combine(unpinned, $"0123.1-{gone.Id}@{machine}.incomplete"), "half");
        }

        await hub.With(a => a.PinAsync(wanted.Address, hub.At, default));
        Assert.Empty(HubCase.Names(unpinned));
    }

    [Fact]
    public async Task A_pin_that_fails_is_a_problem_at_the_sources_place()
    {
        await using var hub = await HubCase.StartAsync();
        var none = new Uri(hub.Hub.Address + "/none");
        var problem = await Problem(() => hub.With(a => a.PinAsync(none, hub.At, default)));
        Assert.Equal(("EXP2048", hub.At), (problem.Code, problem.At));
        problem = await Problem(() => hub.With(a => a.PinAsync("someone/other", null, hub.At, default)));
        Assert.Equal(("EXP2035", hub.At), (problem.Code, problem.At));
    }

    [Theory]
    [InlineData("//")]
    [InlineData("///")]
    [InlineData("http://")]
    [InlineData("file:///etc/passwd")]
    [InlineData("")]
    public async Task A_redirect_to_nowhere_is_refused(string location)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        };
        var problem = await ProblemAsync(hub, Wanted(hub));
        Assert.Equal(("EXP2048", hub.At), (problem.Code, problem.At));
    }

    [Fact]
    public async Task Progress_ends_with_the_whole_where_the_server_says_no_size()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            await context.Response.Body.WriteAsync(Content);
            return true;
        };
        var told = new HubCase.Told();
        await hub.With(a => a.FetchAsync(Wanted(hub), told, default));
        Assert.Equal((Content.Length, (double?)1), ((int)told.All[^1].DoneBytes, told.All[^1].Share));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/train.tsv")]
    [InlineData("https://somebody:secret@example.org/train.tsv")]
    [InlineData("train.tsv")]
    public async Task Only_addresses_of_the_web_are_fetched(string address)
    {
        await using var hub = await HubCase.StartAsync();
        var wanted = new WantedFile(new Uri(address, UriKind.RelativeOrAbsolute), new string('a', 64), hub.At);
        Assert.Equal("EXP2032", (await ProblemAsync(hub, wanted)).Code);
    }

    [Theory]
    [InlineData("https://example.org/data/train.tsv.gz?download=true", "train.tsv.gz")]
    [InlineData("https://example.org/", "file")]
    [InlineData("https://example.org/a/..%2F..%2Fevil", "_.._evil")]
    [InlineData("https://example.org/a%00b%5Cc.csv", "a_b_c.csv")]
    [InlineData("https://example.org/.hidden", "hidden")]
    public void A_name_is_safe_on_every_system(string address, string name) =>
        Assert.Equal(name, FileAcquisition.NameOf(new Uri(address)));

    private static WantedFile Wanted(HubCase hub) =>
        new(hub.Hub.AddFile("/data/train.tsv", Content), ServedModel.Sha256(Content), hub.At);

    private static Task<Diagnostic> ProblemAsync(HubCase hub, WantedFile wanted) => Problem(() => hub.FetchAsync(wanted));

    private static async Task<Diagnostic> Problem(Func<Task> fetch) =>
        Assert.Single((await Assert.ThrowsAsync<DiagnosticException>(fetch)).Diagnostics);
}
