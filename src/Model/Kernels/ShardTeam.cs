using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Emotune.Model.Kernels;

/// <summary>
/// Threads that each work on a share of a batch from one end of the encoder to the other, with libtorch's products on their
/// own thread alone: nothing waits between two products, where handing each of them out to all threads would wait each time.
/// </summary>
internal sealed class ShardTeam : IDisposable
{
    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim[] _start;
    private readonly Barrier _done;
    private readonly Exception?[] _problems;
    private Action<int>? _work;

    /// <param name="count">Threads.</param>
    /// <param name="libtorchThreads">What libtorch uses elsewhere; set again once the team's own threads have theirs.</param>
    public ShardTeam(int count, int libtorchThreads)
    {
        _start = [.. Enumerable.Range(0, count).Select(_ => new ManualResetEventSlim())];
        _problems = new Exception?[count];
        _done = new Barrier(count + 1);
        _threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Live(i)) { IsBackground = true, Name = $"shard {i}" })];
        foreach (var thread in _threads)
            thread.Start();
        _done.SignalAndWait();
        torch.set_num_threads(libtorchThreads);
    }

    public int Count => _threads.Length;

    /// <summary>Calls <paramref name="work"/> with 0 to <see cref="Count"/> − 1, each on its thread, and waits for all.</summary>
    public void Run(Action<int> work)
    {
        _work = work;
        foreach (var start in _start)
            start.Set();
        _done.SignalAndWait();
        _work = null;
        var problem = _problems.FirstOrDefault(p => p is not null);
        Array.Clear(_problems);
        if (problem is not null)
            ExceptionDispatchInfo.Throw(problem);
    }

    public void Dispose()
    {
        if (_threads.Length == 0 || !_threads[0].IsAlive)
            return;
        foreach (var start in _start)
            start.Set();
        foreach (var thread in _threads)
            thread.Join();
        Array.ForEach(_start, s => s.Dispose());
        _done.Dispose();
    }

    private void Live(int index)
    {
        torch.set_num_threads(1);
        torch.set_grad_enabled(false);
        _done.SignalAndWait();
        while (true)
        {
            _start[index].Wait();
            _start[index].Reset();
            if (_work is not { } work)
                return;
            try
            {
                using var scope = torch.NewDisposeScope();
                work(index);
            }
            catch (Exception problem)
            {
                // Thrown again where the work was asked for.
                _problems[index] = problem;
            }
            _done.SignalAndWait();
        }
    }
}
