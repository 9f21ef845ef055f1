using Emotune.Model.Native;
using TorchSharp;

namespace Emotune.Model.Tests.Native;

public sealed class NativeLibrariesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("emotune");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Torch_computes_after_loading()
    {
        NativeLibraries.EnsureLoaded();
        using var two = torch.ones(2, 2).mm(torch.ones(2, 2));
        Assert.Equal(8f, two.sum().item<float>());
    }

    [Fact]
    public void A_folder_without_the_library_is_one_coded_error()
    {
        var problem = NativeLibraries.Load(_folder.FullName);
        Assert.Equal("EXP4301", problem?.Code);
        Assert.Contains("is not there", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_one_coded_error()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "libLibTorchSharp.so"), "not a library");
        Assert.Equal("EXP4301", NativeLibraries.Load(_folder.FullName)?.Code);
    }

    [Fact]
    public void The_package_cache_stays_as_it_is()
    {
        NativeLibraries.EnsureLoaded();
        var copy = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var original = Directory.EnumerateFiles(Path.Combine(cache, "torchsharp"), "libLibTorchSharp.so", SearchOption.AllDirectories)
            .Single(f => f.Contains("linux-x64", StringComparison.Ordinal));
        Assert.True(VersionNeeds.Weaken(File.ReadAllBytes(original), "GLIBCXX_3.4.32"), "the original asks for the version");
        Assert.Equal(new FileInfo(original).Length, new FileInfo(copy).Length);
        Assert.Equal(File.GetLastWriteTimeUtc(original), File.GetLastWriteTimeUtc(copy));
    }
}
