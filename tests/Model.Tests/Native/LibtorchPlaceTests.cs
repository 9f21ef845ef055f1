using Emotune.Model.Native;

namespace Emotune.Model.Tests.Native;

public sealed class LibtorchPlaceTests : IDisposable
{
    private const string Wrapper = "libLibTorchSharp.so";

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_wrapper_is_looked_for_beside_the_assemblies_and_then_below_the_name_of_the_system()
    {
        Assert.Equal(Path.Combine(_root, Wrapper), LibtorchPlace.Wrapper(_root, Wrapper));
        var below = Write("runtimes/linux-x64/native/" + Wrapper);
        Assert.Equal(below, LibtorchPlace.Wrapper(_root, Wrapper));
        var beside = Write(Wrapper);
        Assert.Equal(beside, LibtorchPlace.Wrapper(_root, Wrapper));
    }

    [Fact]
    public void A_packed_folder_says_where_the_package_of_libtorch_is()
    {
        var tools = Path.GetDirectoryName(Write("emotune.sdk/1.0.0/tools/net10.0/" + Wrapper))!;
        Assert.Null(LibtorchPlace.Apart(tools));
        File.WriteAllText(Path.Combine(tools, "libtorch.path"), "../../../../libtorch/2.0.0/native\n");
        Assert.Equal(Path.Combine(_root, "libtorch/2.0.0/native/libtorch.so"), LibtorchPlace.Apart(tools));
    }

    [Fact]
    public void A_package_of_libtorch_that_is_gone_is_one_coded_error_that_says_what_mends_it()
    {
        var tools = Path.GetDirectoryName(Write("emotune.sdk/1.0.0/tools/net10.0/" + Wrapper))!;
        File.WriteAllText(Path.Combine(tools, "libtorch.path"), "../../../../libtorch/2.0.0/native\n");
        var problem = NativeLibraries.Load(tools);
        Assert.Equal("EXP2060", problem?.Code);
        Assert.Contains(Path.Combine(_root, "libtorch/2.0.0/native/libtorch.so"), problem!.Message, StringComparison.Ordinal);
        Assert.Contains($"Delete the folder '{Path.Combine(_root, "emotune.sdk/1.0.0")}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_another_build_is_still_writing_is_waited_for()
    {
        var tools = Path.GetDirectoryName(Write("emotune.sdk/1.0.0/tools/net10.0/" + Wrapper))!;
        var library = Write("libtorch/2.0.0/runtimes/linux-x64/native/libtorch.so");
        var waiting = Task.Run(() => LibtorchPlace.WaitForWhole(library, tools));
        await Task.Delay(500);
        Assert.False(waiting.IsCompleted);
        Write("libtorch/2.0.0/.nupkg.metadata");
        Assert.True(await waiting);
    }

    [Fact]
    public void A_package_that_nobody_writes_is_not_waited_for()
    {
        var tools = Path.GetDirectoryName(Write("emotune.sdk/1.0.0/tools/net10.0/" + Wrapper))!;
        var library = Write("libtorch/2.0.0/runtimes/linux-x64/native/libtorch.so");
        File.SetLastWriteTimeUtc(library, DateTime.UtcNow.AddHours(-1));
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(library)!, DateTime.UtcNow.AddHours(-1));
        Assert.False(LibtorchPlace.WaitForWhole(library, tools));
    }

    private string Write(string path)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }
}
