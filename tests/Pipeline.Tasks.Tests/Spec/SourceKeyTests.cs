using Emotune.Pipeline.Acquisition.Hub;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Tasks;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>What an experiment says of files and models beside their paths.</summary>
public class SourceKeyTests : SpecTests
{
    private static readonly string Commit = new('a', 40);

    private static readonly string Digest = new('b', 64);

    [Theory]
    [InlineData("backbone: {hub: ../up, revision: COMMIT}", "EXP1040")]
    [InlineData("backbone: {hub: org/name, revision: main}", "EXP1041")]
    [InlineData("backbone: {hub: org/name, sha256: {config.json: abc}}", "EXP1042")]
    [InlineData("backbone: {hub: org/name, sha256: {../config.json: DIGEST}}", "EXP1044")]
    [InlineData("backbone: {hub: org/name, revision: COMMIT, sha256: {README.md: DIGEST}}", "EXP1052")]
    [InlineData("backbone: {hub: org/name, sha256: {model-00001-of-00002.safetensors: DIGEST}}", null)]
    [InlineData("backbone: {hub: org/name}", "EXP1045")]
    [InlineData("backbone: {path: encoder, hub: org/name, revision: COMMIT}", "EXP1047")]
    [InlineData("backbone: {path: encoder, sha256: {config.json: DIGEST}}", null)]
    [InlineData("backbone: {hub: org/name, revision: COMMIT}", null)]
    [InlineData("backbone: {path: encoder, revision: COMMIT}", "EXP1051")]
    internal void A_backbone_is_pinned_or_refused_at_its_place(string backbone, string? code)
    {
        using var fixture = new SpecFixture();
        var yaml = SpecFixture.Valid.Replace("backbone: {path: encoder}", Filled(backbone), StringComparison.Ordinal);
        var problems = fixture.Read(yaml).Problems;
        Assert.Equal(code is null ? [] : [code], problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.Equal(8, p.At?.Line));
    }

    [Theory]
    [InlineData("{url: \"ftp://host/x\", sha256: DIGEST}", "EXP1043")]
    [InlineData("{url: \"https://host/x\", sha256: abc}", "EXP1042")]
    [InlineData("{url: \"https://host/x\"}", "EXP1046")]
    [InlineData("{url: \"https://host/x\", sha256: DIGEST}", null)]
    [InlineData("{path: train.tsv, sha256: DIGEST}", null)]
    internal void A_file_is_pinned_or_refused_at_its_place(string train, string? code)
    {
        using var fixture = new SpecFixture();
        var yaml = SpecFixture.Valid.Replace("train: train.tsv", "train: " + Filled(train), StringComparison.Ordinal);
        var problems = fixture.Read(yaml).Problems;
        Assert.Equal(code is null ? [] : [code], problems.Select(p => p.Code));
        Assert.All(problems, p => Assert.Equal(4, p.At?.Line));
    }

    /// <summary>The hub's own rule, which is kept where a name becomes a path too.</summary>
    [Theory]
    [InlineData("org/name", true)]
    [InlineData("name", true)]
    [InlineData("_org/na.me_1-x_", true)]
    [InlineData("org/name.git", false)]
    [InlineData("org.git/name", true)]
    [InlineData("org./name", false)]
    [InlineData("org/-name", false)]
    [InlineData("a--b", false)]
    [InlineData("a/b/c", false)]
    [InlineData("org/", false)]
    internal void A_name_of_the_hub_is_valid_in_the_file_where_it_can_be_fetched(string name, bool isValid)
    {
        Assert.Equal(isValid, RepositoryName.IsValid(name));
        Assert.Equal(isValid, new HubNameType().Takes(name));
    }

    [Theory]
    [InlineData(96, true)]
    [InlineData(97, false)]
    internal void Each_part_of_a_name_has_a_length_of_its_own(int length, bool isValid)
    {
        var name = new string('a', length) + "/" + new string('b', 96);
        Assert.Equal(isValid, RepositoryName.IsValid(name));
        Assert.Equal(isValid, new HubNameType().Takes(name));
    }

    [Theory]
    [InlineData("https://bob:geheim@host/x")]
    [InlineData("ftp://bob:gehe@im@host/x")]
    internal void A_password_in_an_address_is_not_shown(string address)
    {
        using var fixture = new SpecFixture();
        var train = Filled($"train: {{url: \"{address}\", sha256: DIGEST}}");
        var problem = Assert.Single(fixture.Read(SpecFixture.Valid.Replace("train: train.tsv", train, StringComparison.Ordinal)).Problems);
        Assert.Equal("EXP1043", problem.Code);
        Assert.DoesNotContain("gehe", problem.Message, StringComparison.Ordinal);
        Assert.Contains("host/x", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    internal void A_path_that_is_set_takes_the_place_of_what_was_pinned()
    {
        using var fixture = new SpecFixture();
        var yaml = SpecFixture.Valid.Replace("{path: encoder}", $"{{hub: org/name, revision: {Commit}}}", StringComparison.Ordinal);
        var spec = fixture.Spec(yaml, "backbone.path=encoder");
        Assert.Equal(("encoder", null, null), (spec.Backbone.Path, spec.Backbone.Hub, spec.Backbone.Revision));
    }

    /// <summary>EXP1048, EXP1049 and EXP1050.</summary>
    [Fact]
    internal void A_folder_counts_only_with_the_files_that_have_digests()
    {
        using var fixture = new SpecFixture();
        var encoder = Path.Combine(fixture.Folder, "encoder");
        File.WriteAllText(Path.Combine(encoder, "config.json"), "{}");
        File.WriteAllText(Path.Combine(encoder, "vocab.txt"), "a");
        var pinned = Filled("{path: encoder, sha256: {config.json: DIGEST, model.safetensors: DIGEST}}");
        var reading = fixture.Read(SpecFixture.Valid.Replace("{path: encoder}", pinned, StringComparison.Ordinal));
        var problems = SourceRecognition.Problems(reading.Paths!.ToRecognise, path => File.Exists(path) ? new string('c', 64) : null);
        Assert.Equal(["EXP1048", "EXP1049", "EXP1050"], problems.Select(p => p.Code));
    }

    private static string Filled(string text) =>
        text.Replace("COMMIT", Commit, StringComparison.Ordinal).Replace("DIGEST", Digest, StringComparison.Ordinal);
}
