using System.Runtime.CompilerServices;

namespace Emotune.Model.Tests;

internal static class LoadTorch
{
    /// <summary>Tests touch tensors directly, so libtorch is made loadable before the first of them runs.</summary>
    [ModuleInitializer]
    internal static void BeforeAnyTest() => Emotune.Model.Native.NativeLibraries.EnsureLoaded();
}
