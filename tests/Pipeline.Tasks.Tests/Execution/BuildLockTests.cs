using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class BuildLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_waits_and_is_told_for_whom()
    {
        var first = BuildLock.Take(_folder.At("lock"), _ => { }, CancellationToken.None);
        using var told = new ManualResetEventSlim();
        var holder = "";
        var second = Task.Run(() => BuildLock.Take(_folder.At("lock"), h => { holder = h; told.Set(); }, CancellationToken.None).Dispose());
        Assert.True(told.Wait(TimeSpan.FromSeconds(30)));
        Assert.Contains($"process {Environment.ProcessId}", holder, StringComparison.Ordinal);
        Assert.False(second.IsCompleted);
        first.Dispose();
        await second.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Waiting_can_be_given_up()
    {
        using var first = BuildLock.Take(_folder.At("lock"), _ => { }, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => BuildLock.Take(_folder.At("lock"), _ => cancellation.Cancel(), cancellation.Token));
    }
}
