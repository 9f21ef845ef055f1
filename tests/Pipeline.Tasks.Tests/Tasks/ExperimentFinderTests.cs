using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Tasks;

namespace Emotune.Pipeline.Tests.Tasks;

/// <summary>The experiment that is meant where none is named.</summary>
public sealed class ExperimentFinderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_only_one_of_the_folder_is_meant()
    {
        Write("tickets.yaml", "notes.txt", "draft.yml");
        Assert.Equal("tickets", Finder().Only());
    }

    [Fact]
    public void Of_several_one_has_to_be_named()
    {
        Write("b.yaml", "a.yaml");
        var problem = Assert.Throws<DiagnosticException>(() => Finder().Only()).Diagnostics.Single();
        Assert.Equal("EXP2063", problem.Code);
        Assert.Contains("2 experiments", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("Valid names: a, b.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing")]
    public void A_folder_without_any_is_said(string folder)
    {
        var problem = Assert.Throws<DiagnosticException>(() => Finder(folder).Only()).Diagnostics.Single();
        Assert.Equal("EXP2064", problem.Code);
        Assert.Contains(Path.Combine(_folder, folder), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_comes_with_Emotune_is_found_by_its_name_and_is_never_the_only_one()
    {
        Write("tickets.yaml", "shipped/goemotions.yaml", "shipped/tickets.yaml");
        Assert.Equal("tickets", Finder().Only());
        Assert.Equal(Path.Combine(_folder, "tickets.yaml"), Finder().Find("tickets"));
        Assert.Equal(Path.Combine(_folder, "shipped", "goemotions.yaml"), Finder().Find("goemotions"));
        Assert.Contains("Did you mean 'goemotions'?", Finder().NotFound("goemotion").Message, StringComparison.Ordinal);
    }

    private ExperimentFinder Finder(string folder = "") =>
        new(Path.Combine(_folder, folder), StartFolder.Of(_folder, null), Path.Combine(_folder, "shipped"));

    private void Write(params string[] names)
    {
        foreach (var file in names.Select(name => Path.Combine(_folder, name)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }
    }
}
