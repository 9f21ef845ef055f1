using Emotune.Platform;

namespace Emotune.Model.Native;

/// <summary>What libtorch's allocations leave behind.</summary>
internal static class NativeMemory
{
    /// <summary>
    /// Gives freed memory back to the system. Batches of many lengths leave holes in the allocator's heaps, which
    /// it keeps: gigabytes after some thousand steps.
    /// </summary>
    public static void Trim() => ThisSystem.Process.GiveBackMemory();

    /// <summary>
    /// As <see cref="Trim"/>, and the collected heap as well: where a model's worth of arrays has just become garbage, which the
    /// collector by itself would let lie for long.
    /// </summary>
    public static void Release()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Trim();
    }
}
