namespace Emotune.Pipeline.EndToEnd;

/// <summary>A file system that does not let the build write: a coded error, and nothing half-made.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("artifacts")]
    [InlineData("artifacts/small", "EXP2012")]
    [InlineData("artifacts/small/.keys", "EXP2012")]
    [InlineData("artifacts/small/.work", "EXP2012")]
    [InlineData("artifacts/small/.store", "EXP2012")]
    [InlineData("artifacts/small/data", "EXP2012")]
    [InlineData("artifacts/small/runs", "EXP2012")]
    public void A_file_where_a_folder_must_be_is_a_coded_error(string place, string code = "EXP2004")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_workspace.At(place))!);
        _workspace.Write(place, "in the way");
        var build = _workspace.Build();
        AssertRefused(build, code);
        File.Delete(_workspace.At(place));
        Assert.Equal(0, _workspace.Build().ExitCode);
        _workspace.AssertFresh();
    }

    [Theory]
    [InlineData("artifacts/small/.lock")]
    [InlineData("artifacts/small/experiment.resolved.yaml", "EXP4021")]
    [InlineData("artifacts/small/.keys/data.json")]
    [InlineData("artifacts/small/data/manifest.json", "EXP2012")]
    public void A_folder_where_a_file_must_be_is_a_coded_error_or_replaced(string place, string code = "EXP2004")
    {
        Directory.CreateDirectory(_workspace.At(place));
        var build = _workspace.Build();
        if (build.ExitCode != 0)
        {
            AssertRefused(build, code);
            Directory.Delete(_workspace.At(place));
            Assert.Equal(0, _workspace.Build().ExitCode);
        }
        _workspace.AssertFresh();
    }

    [Fact]
    public void A_missing_data_file_is_named_before_any_work()
    {
        File.Delete(_workspace.At("test.tsv"));
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error EXP1007", build.Output, StringComparison.Ordinal);
        Assert.Empty(build.Ran);
    }

    internal static void AssertRefused(BuildResult build, string code = "EXP2004")
    {
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains($"error {code}: ", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("MSB4018", build.Output, StringComparison.Ordinal);
    }
}
