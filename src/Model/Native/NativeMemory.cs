using System.Runtime.InteropServices;

namespace Emotune.Model.Native;

/// <summary>What libtorch's allocations leave behind.</summary>
internal static partial class NativeMemory
{
    /// <summary>
    /// Gives freed memory back to the system. Batches of many lengths leave holes in the allocator's heaps, which
    /// it keeps: gigabytes after some thousand steps.
    /// </summary>
    public static void Trim() => _ = MallocTrim(0);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
