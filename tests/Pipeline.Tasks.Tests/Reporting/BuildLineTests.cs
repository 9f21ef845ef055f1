using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>A command is written as one types it.</summary>
public sealed class BuildLineTests
{
    private static readonly BuildLine Build = BuildLine.Of("small");

    [Theory]
    [InlineData("../data", "-p:DatasetsRoot=../data")]
    [InlineData("my data", "'-p:DatasetsRoot=my data'")]
    [InlineData("it's", "'-p:DatasetsRoot=it'\\''s'")]
    [InlineData("a;b,c", "-p:DatasetsRoot=a%3bb%2cc")]
    [InlineData("100% of it", "'-p:DatasetsRoot=100% of it'")]
    [InlineData("100%25", "-p:DatasetsRoot=100%2525")]
    [InlineData("$HOME", "'-p:DatasetsRoot=$HOME'")]
    [InlineData("$(x) @(y) %(z)", "'-p:DatasetsRoot=%24(x) %40(y) %25(z)'")]
    [InlineData("größe", "'-p:DatasetsRoot=größe'")]
    public void A_value_is_quoted_for_the_shell_and_escaped_for_MSBuild_only_where_they_need_it(string value, string argument) =>
        Assert.Equal(
            "dotnet build Experiments.proj -t:Report -p:Experiment=small " + argument, Build.With("DatasetsRoot", value).ToString());

    [Fact]
    public void A_property_is_given_once() =>
        Assert.Equal("dotnet build Experiments.proj -t:Report -p:Experiment=large", Build.With("Experiment", "large").ToString());

    [Fact]
    public void Another_target_looks_at_the_experiment_as_its_file_has_it() => Assert.Equal(
        "dotnet build Experiments.proj -t:Clean -p:Experiment=small -p:ArtifactsRoot=out",
        Build.With("Set", "seeds=1").With("Overrides", "o.yaml").With("Baseline", "b").With("ArtifactsRoot", "out").For("Clean")
            .ToString());
}
