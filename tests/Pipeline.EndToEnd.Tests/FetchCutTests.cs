using System.Diagnostics;
using System.Globalization;
using Emotune.HubServer;
using Microsoft.AspNetCore.Http;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Ctrl-C in the middle of a download, and a build that says nothing of it.</summary>
[Collection(AloneCollection.Name)]
public sealed class FetchCutTests : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TaskCompletionSource _halfIsSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackHub _hub = null!;
    private byte[] _train = [];

    public async Task InitializeAsync()
    {
        _hub = await LoopbackHub.StartAsync();
        _workspace.Environment["XDG_CACHE_HOME"] = _workspace.At("caches");
        _train = await File.ReadAllBytesAsync(_workspace.At("train.tsv"));
        var address = _hub.AddFile("/data/train.tsv", _train);
        _workspace.Edit("experiment.yaml", "train: train.tsv", $"train: {{url: \"{address}\", sha256: {ServedModel.Sha256(_train)}}}");
        File.Delete(_workspace.At("train.tsv"));
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task It_ends_at_once_and_the_next_build_fetches_the_rest()
    {
        _hub.Before = SendHalfAsync;
        using var process = DotnetBuild.Start(
            "dotnet", ["build", Repository.Project, .. _workspace.Arguments("Fetch")], _workspace.Root, _workspace.Environment);
        await _halfIsSent.Task.WaitAsync(TimeSpan.FromMinutes(2));
        await Task.Delay(500);
        using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var clock = Stopwatch.StartNew();
        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed} until the build had ended: {rest}");
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("error EXP2009: The build was stopped.", rest, StringComparison.Ordinal);

        _hub.Before = null;
        _workspace.BuildWith("Prepare").AssertRan("Prepare");
        Assert.Equal([null, $"bytes={_train.Length / 2}-"], _hub.Requests.Select(r => r.Range));
    }

    [Fact]
    public void Without_progress_nothing_is_said_of_it()
    {
        var built = _workspace.BuildWith("Prepare", "-p:Progress=none");
        built.AssertRan("Prepare");
        Assert.DoesNotContain("Fetching", built.Output, StringComparison.Ordinal);
    }

    private async Task<bool> SendHalfAsync(HttpContext context)
    {
        context.Response.ContentLength = _train.Length;
        await context.Response.Body.WriteAsync(_train.AsMemory(0, _train.Length / 2));
        await context.Response.Body.FlushAsync();
        _halfIsSent.SetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }
}
