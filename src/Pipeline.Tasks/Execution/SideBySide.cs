namespace Emotune.Pipeline.Execution;

/// <summary>Runs pieces of work that each keep some cores busy, as many at once as the machine has cores for.</summary>
internal sealed class SideBySide(int cores)
{
    /// <summary>Starts items in order and returns when all have ended; the first exception is thrown then.</summary>
    public void ForEach<T>(IReadOnlyList<T> items, Func<T, int> coresOf, Action<T> run, CancellationToken cancellation)
    {
        if (items.Count == 0)
            return;
        var width = Math.Max(1, cores / items.Max(i => Math.Clamp(coresOf(i), 1, cores)));
        if (width == 1)
        {
            foreach (var item in items)
            {
                cancellation.ThrowIfCancellationRequested();
                run(item);
            }
            return;
        }
        var problems = new List<Exception>();
        var next = -1;
        var threads = Enumerable.Range(0, Math.Min(width, items.Count)).Select(_ => new Thread(() =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < items.Count && !cancellation.IsCancellationRequested;)
            {
                try
                {
                    run(items[i]);
                }
#pragma warning disable CA1031 // Rethrown below, on the thread that asked.
                catch (Exception problem)
#pragma warning restore CA1031
                {
                    lock (problems)
                        problems.Add(problem);
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (problems.Count > 0)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(problems[0]);
    }
}
