using System.Text.RegularExpressions;
using Emotune.Pipeline.Reporting.Cards;
using Emotune.Pipeline.Reporting.Shown;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Emotune.Pipeline.Tests.Reporting.Cards;

/// <summary>A card taken apart: the metadata as a YAML reader sees it, and the text below.</summary>
internal sealed class CardDocument
{
    private readonly YamlMappingNode _metadata;

    private CardDocument(string card)
    {
        var parts = Regex.Match(card, @"\A---\n(?<yaml>.*?\n)---\n(?<body>.*)\z", RegexOptions.Singleline);
        Assert.True(parts.Success, card);
        (Yaml, Body) = (parts.Groups["yaml"].Value, parts.Groups["body"].Value);
        var stream = new YamlStream();
        stream.Load(new StringReader(Yaml));
        _metadata = (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public string Yaml { get; }

    public string Body { get; }

    public IEnumerable<string> Keys => _metadata.Children.Keys.Select(Text);

    /// <summary>The figures of the only result, by name.</summary>
    public IReadOnlyDictionary<string, (string Type, string Value)> Figures => Result("metrics") is YamlSequenceNode metrics
        ? metrics.Cast<YamlMappingNode>().ToDictionary(m => Text(m["name"]), m => (Text(m["type"]), ((YamlScalarNode)m["value"]).Value!))
        : throw new InvalidOperationException("The figures are no list.");

    public static CardDocument Of(ReportInput input, RunResult run) => new(ModelCard.Render(input, run));

    public static CardDocument Of(ReportInput input) => Of(input, input.Runs[0]);

    /// <summary>Null where the key is not there.</summary>
    public string? this[string key] => _metadata.Children.TryGetValue(key, out var value) ? Text(value) : null;

    /// <summary>Empty where the key is not there.</summary>
    public IEnumerable<string> List(string key) =>
        _metadata.Children.TryGetValue(key, out var value) ? ((YamlSequenceNode)value).Select(Text) : [];

    public string OfDataSet(string key) => Text(((YamlMappingNode)Result("dataset"))[key]);

    /// <summary>What stands below a heading, up to the next of the same level.</summary>
    public string Section(string heading) =>
        Regex.Match(Body, $@"^## {Regex.Escape(heading)}\n(.*?)(?=^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline).Value;

    private YamlNode Result(string key) =>
        ((YamlMappingNode)((YamlSequenceNode)((YamlMappingNode)((YamlSequenceNode)_metadata["model-index"])[0])["results"])[0])[key];

    // Text that were plain could be a number or a truth to some reader.
    private static string Text(YamlNode node)
    {
        var scalar = (YamlScalarNode)node;
        Assert.True(scalar.Style == ScalarStyle.DoubleQuoted || Regex.IsMatch(scalar.Value!, "^[a-z][a-z_-]+$"), scalar.Value);
        return scalar.Value!;
    }
}
