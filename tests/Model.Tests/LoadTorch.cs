using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Emotune.Model.Tests;

internal static class LoadTorch
{
    /// <summary>
    /// Tests touch tensors directly, so libtorch is made loadable before the first of them runs. Elsewhere than on Linux x64 those that
    /// do are left out by a filter, which the workflow has.
    /// </summary>
    [ModuleInitializer]
    internal static void BeforeAnyTest()
    {
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
            Emotune.Model.Native.NativeLibraries.EnsureLoaded();
    }
}
