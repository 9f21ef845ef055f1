using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace Emotune.Pipeline.Tests;

/// <summary>CITATION.cff, by the rules of the Citation File Format 1.2.0.</summary>
public sealed class CitationTests
{
    private static readonly string[] Required = ["cff-version", "message", "title", "authors"];

    private static readonly string[] Optional =
    [
        "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url", "preferred-citation",
        "references", "repository", "repository-artifact", "repository-code", "type", "url", "version",
    ];

    private readonly YamlMappingNode _citation = Read();

    [Fact]
    public void It_has_the_keys_that_the_format_asks_for_and_no_unknown_one()
    {
        var keys = _citation.Children.Keys.Select(k => k.ToString()).ToArray();
        Assert.Empty(Required.Except(keys));
        Assert.Empty(keys.Except(Required).Except(Optional));
        Assert.Equal("1.2.0", Text("cff-version"));
        Assert.Equal("software", Text("type"));
    }

    [Fact]
    public void It_is_of_this_version_and_licence()
    {
        var properties = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants();
        Assert.Equal(properties.Single(p => p.Name.LocalName == "Version").Value, Text("version"));
        Assert.Equal("Apache-2.0", Text("license"));
        Assert.Contains("Apache License", File.ReadAllText(Path.Combine(Repository.Root, "LICENSE")), StringComparison.Ordinal);
    }

    /// <summary>An author is a person or, with the key <c>name</c>, a group.</summary>
    [Fact]
    public void Its_author_is_a_group()
    {
        var author = Assert.IsType<YamlMappingNode>(Assert.Single((YamlSequenceNode)_citation["authors"]));
        Assert.Equal(["name"], author.Children.Keys.Select(k => k.ToString()));
    }

    private string Text(string key) => ((YamlScalarNode)_citation[key]).Value!;

    private static YamlMappingNode Read()
    {
        var stream = new YamlStream();
        using var file = File.OpenText(Path.Combine(Repository.Root, "CITATION.cff"));
        stream.Load(file);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }
}
