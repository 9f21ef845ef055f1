using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class SideBySideTests
{
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(8, 3, 2)]
    [InlineData(1, 4, 1)]
    public void As_many_run_at_once_as_the_cores_allow(int cores, int each, int expected)
    {
        var (running, most) = (0, 0);
        using var together = new ManualResetEventSlim();
        new SideBySide(cores).ForEach([.. Enumerable.Range(0, 6)], _ => each, _ =>
        {
            var now = Interlocked.Increment(ref running);
            for (int seen; (seen = most) < now && Interlocked.CompareExchange(ref most, now, seen) != seen;)
            {
            }
            if (now == expected)
                together.Set();
            // A thread may be slow to start: the others wait for it, and then a moment for one too many.
            Assert.True(together.Wait(TimeSpan.FromSeconds(60)));
            Thread.Sleep(20);
            Interlocked.Decrement(ref running);
        }, CancellationToken.None);
        Assert.Equal(expected, most);
    }

    [Fact]
    public void One_failure_does_not_stop_the_others_and_is_thrown_at_the_end()
    {
        var done = 0;
        Assert.Throws<InvalidOperationException>(() => new SideBySide(2).ForEach([1, 2, 3, 4], _ => 1, i =>
        {
            if (i == 1)
                throw new InvalidOperationException();
            Interlocked.Increment(ref done);
        }, CancellationToken.None));
        Assert.Equal(3, done);
    }
}
