using System.Diagnostics;
using Emotune.HubServer;
using Microsoft.AspNetCore.Http;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>Servers and connections at fault.</summary>
public sealed class TransferTests
{
    private const string Weights = "model.safetensors";

    [Fact]
    public async Task A_connection_cut_at_every_megabyte_is_gone_on_with()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.CutAfterBytes = HubCase.Megabyte;
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.Equal(
            [null, "bytes=1048576-", "bytes=2097152-", "bytes=3145728-"],
            hub.Hub.Requests.Where(r => r.Path.EndsWith(Weights, StringComparison.Ordinal)).Select(r => r.Range));
    }

    [Fact]
    public async Task A_download_that_gave_up_is_gone_on_with_by_the_next()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.CutAfterBytes = HubCase.Megabyte;
        hub.Hub.Before = Failing(r => r.Headers.Range.Count > 0);
        Assert.Equal("EXP2042", (await hub.ProblemAsync()).Code);
        Assert.Contains(HubCase.Names(Path.Combine(hub.ModelFolder, "blobs")), n => n.EndsWith(".incomplete", StringComparison.Ordinal));
        hub.Hub.Before = null;
        var calls = hub.Hub.Requests.Count;
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.Equal("bytes=1048576-", hub.Hub.Requests.Skip(calls).First(r => r.Path.EndsWith(Weights, StringComparison.Ordinal)).Range);
    }

    [Fact]
    public async Task What_another_process_left_is_taken_over_once_it_is_gone_and_verified()
    {
        await using var hub = await HubCase.StartAsync();
        using var gone = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await gone.WaitForExitAsync();
        var left = Leave(hub, gone.Id, [.. hub.Files[Weights].AsSpan(0, 1000)]);
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.False(File.Exists(left));
        Assert.Contains(hub.Hub.Requests, r => r.Range == "bytes=1000-");
    }

    [Fact]
    public async Task What_another_process_left_of_another_file_is_fetched_again_from_its_first_byte()
    {
        await using var hub = await HubCase.StartAsync();
        using var gone = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        await gone.WaitForExitAsync();
        Leave(hub, gone.Id, new byte[5000]);
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task What_another_process_is_writing_is_left_to_it()
    {
        await using var hub = await HubCase.StartAsync();
        using var other = Process.Start("sleep", "60");
        var left = Leave(hub, other.Id, new byte[5000]);
        await hub.FetchAsync();
        Assert.True(File.Exists(left));
        Assert.DoesNotContain(hub.Hub.Requests, r => r.Range is not null);
        other.Kill();
        File.Delete(left);
        hub.AssertWhole();
    }

    [Theory]
    [InlineData(416)]
    [InlineData(200)]
    [InlineData(206)]
    public async Task A_server_that_cannot_go_on_is_asked_for_the_whole(int answer)
    {
        await using var hub = await HubCase.StartAsync();
        var cuts = 0;
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith(Weights, StringComparison.Ordinal))
                return false;
            if (cuts++ == 0)
                hub.Hub.CutAfterBytes = HubCase.Megabyte;
            else
                hub.Hub.CutAfterBytes = null;
            if (context.Request.Headers.Range.Count == 0)
                return false;
            context.Response.StatusCode = answer;
            if (answer == 206)
                context.Response.Headers.ContentRange = $"bytes 5-{hub.Files[Weights].Length - 1}/{hub.Files[Weights].Length}";
            if (answer == 200)
                await context.Response.Body.WriteAsync(hub.Files[Weights]);
            return true;
        };
        await hub.FetchAsync();
        hub.AssertWhole();
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_waited_for()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = Failing(_ => true, times: 2, status: 429, retryAfter: "17");
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.Equal([TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(17)], hub.Time.Waits);
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_for_an_hour_is_not_waited_for()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = Failing(_ => true, status: 429, retryAfter: "3600");
        Assert.Equal("EXP2042", (await hub.ProblemAsync()).Code);
        Assert.Empty(hub.Time.Waits);
    }

    [Fact]
    public async Task Failures_are_tried_again_after_growing_waits_and_not_for_ever()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = Failing(_ => true, times: 3);
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.Equal([1, 2, 4], hub.Time.Waits.Select(w => w.TotalSeconds));
        hub.Hub.Before = Failing(_ => true);
        var problem = await hub.ProblemAsync(hub.Model with { Revision = new string('a', 40) });
        Assert.Equal("EXP2042", problem.Code);
        Assert.Contains("503", problem.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 4, 1, 2, 4, 8, 16], hub.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Another_content_is_refused_and_leaves_nothing(int more)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith(Weights, StringComparison.Ordinal))
                return false;
            await hub.Hub.SendAsync(context, new byte[hub.Files[Weights].Length + more]);
            return true;
        };
        var problem = await hub.ProblemAsync();
        Assert.Equal(("EXP2040", hub.At), (problem.Code, problem.At));
        Assert.Equal(3, HubCase.Names(Path.Combine(hub.ModelFolder, "blobs")).Count());
        Assert.Null(hub.Find());
    }

    [Fact]
    public async Task An_endless_answer_ends_where_the_file_should()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/config.json", StringComparison.Ordinal))
                return false;
            for (var i = 0; i < 1000 && !context.RequestAborted.IsCancellationRequested; i++)
                await context.Response.Body.WriteAsync(new byte[1000]);
            return true;
        };
        Assert.Equal("EXP2040", (await hub.ProblemAsync()).Code);
    }

    [Fact]
    public async Task A_page_in_place_of_a_file_is_called_one()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/config.json", StringComparison.Ordinal))
                return false;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(new string(' ', hub.Files["config.json"].Length));
            return true;
        };
        var problem = await hub.ProblemAsync();
        Assert.Equal("EXP2040", problem.Code);
        Assert.Contains("text/html", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_not_where_it_leads()
    {
        await using var hub = await HubCase.StartAsync();
        await using var other = await LoopbackHub.StartAsync();
        other.AddFile("/signed", hub.Files[Weights]);
        hub.Token = "hf_secret";
        hub.Hub.Before = context =>
        {
            if (!context.Request.Path.Value!.EndsWith(Weights, StringComparison.Ordinal))
                return Task.FromResult(false);
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = other.Address + "/signed";
            return Task.FromResult(true);
        };
        other.CutAfterBytes = HubCase.Megabyte;
        await hub.FetchAsync();
        hub.AssertWhole();
        Assert.All(hub.Hub.Requests, r => Assert.Equal("Bearer hf_secret", r.Authorization));
        Assert.Equal(4, other.Requests.Count);
        Assert.All(other.Requests, r => Assert.Null(r.Authorization));
    }

    [Theory]
    [InlineData("/someone/encoder/resolve/main/config.json")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirects_end(string location)
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.Before = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        };
        Assert.Equal("EXP2048", (await hub.ProblemAsync()).Code);
        Assert.InRange(hub.Hub.Requests.Count, 1, 11);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_and_a_slow_one_is_not()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Timeout = TimeSpan.FromSeconds(500);
        hub.Hub.Before = async context =>
        {
            if (!context.Request.Path.Value!.EndsWith("/config.json", StringComparison.Ordinal))
                return false;
            context.Response.ContentLength = hub.Files["config.json"].Length;
            foreach (var part in hub.Files["config.json"].Chunk(4))
            {
                await context.Response.Body.WriteAsync(part);
                await context.Response.Body.FlushAsync();
                await Task.Delay(100);
            }

            return true;
        };
        await hub.FetchAsync();
        hub.AssertWhole();
        hub.Hub.Before = async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var problem = await hub.ProblemAsync(hub.Model with { Revision = new string('a', 40) });
        Assert.Equal("EXP2042", problem.Code);
        Assert.Contains("500 s", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_a_silent_transfer_at_once()
    {
        await using var hub = await HubCase.StartAsync();
        var asked = new TaskCompletionSource();
        hub.Hub.Before = async context =>
        {
            asked.TrySetResult();
            await Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var stop = new CancellationTokenSource();
        using var acquirer = hub.Acquirer();
        var fetch = acquirer.FetchAsync(hub.Model, new HubCase.Told(), stop.Token);
        await asked.Task;
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Two_at_once_end_with_one_good_copy()
    {
        await using var hub = await HubCase.StartAsync();
        hub.Hub.CutAfterBytes = HubCase.Megabyte;
        var folders = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => hub.FetchAsync())));
        Assert.All(folders, f => Assert.Equal(hub.Snapshot, f));
        hub.AssertWhole();
    }

    private static string Leave(HubCase hub, int process, byte[] content)
    {
        var machine = string.Concat(Environment.MachineName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        var folder = Path.Combine(hub.ModelFolder, "blobs");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{ServedModel.Sha256(hub.Files[Weights])}.1-{process}@{machine}.incomplete");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Func<HttpContext, Task<bool>> Failing(
        Func<HttpRequest, bool> which, int times = int.MaxValue, int status = 503, string? retryAfter = null) => context =>
    {
        if (!which(context.Request) || times-- <= 0)
            return Task.FromResult(false);
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.FromResult(true);
    };
}
