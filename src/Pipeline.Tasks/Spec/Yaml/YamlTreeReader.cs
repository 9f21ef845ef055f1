using Emotune.Model.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Emotune.Pipeline.Spec.Yaml;

/// <summary>
/// Reads YAML into a tree with marks. The library's deserializer stops at the first problem and forgives too much;
/// here only blocks, lists and scalars pass, and whatever else is there is reported, all in one go.
/// </summary>
internal sealed class YamlTreeReader
{
    private const int DeepestNesting = 32;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Func<Mark, SourceLocation> _locate;
    private readonly SpecLayer _layer;
    private readonly List<Diagnostic> _problems;

    private YamlTreeReader(string text, SpecLayer layer, Func<Mark, SourceLocation> locate, List<Diagnostic> problems)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        (_locate, _layer, _problems) = (locate, layer, problems);
    }

    /// <summary>Null where nothing can be made of the text; then <paramref name="problems"/> says why.</summary>
    /// <param name="origin">Added to line and column of everything in the text, for text that is part of a line.</param>
    public static SpecNode? Read(string text, SpecLayer layer, SourceLocation origin, List<Diagnostic> problems)
    {
        SourceLocation Locate(Mark mark) => new(
            origin.File, origin.Line + (int)mark.Line - 1, (mark.Line == 1 ? origin.Column - 1 : 0) + (int)mark.Column);
        var reader = new YamlTreeReader(text, layer, Locate, problems);
        try
        {
            return reader.Document(origin.File);
        }
        catch (YamlException exception)
        {
            problems.Add(Problems.UnparsableYaml.At(Locate(exception.Start), exception.Message.TrimEnd('.')));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The library's scanner gives up so on some texts, as on "[a: }".
            problems.Add(Problems.UnparsableYaml.At(Locate(reader._scanner.CurrentPosition), "did not expect what stands here"));
            return null;
        }
    }

    private SpecNode? Document(string file)
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            _problems.Add(Problems.EmptyFile.At(_locate(new Mark(0, 1, 1)), file));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _problems.Add(Problems.SecondDocument.At(_locate(second.Start)));
        return root;
    }

    private SpecNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Reject(alias, $"the alias '*{alias.Value}'");
            return Nothing(alias);
        }

        var start = _parser.Consume<NodeEvent>();
        if (!start.Anchor.IsEmpty)
            Reject(start, $"the anchor '&{start.Anchor}'");
        if (!start.Tag.IsEmpty)
            Reject(start, $"the tag '{start.Tag.Value}'");
        if (depth > DeepestNesting)
            throw new YamlException(start.Start, start.End, $"Nested more than {DeepestNesting} deep");
        return start switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, Origin(scalar)),
            SequenceStart => List(start, depth),
            _ => Map(start, depth),
        };
    }

    private ListNode List(NodeEvent start, int depth)
    {
        var items = new List<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new ListNode(items, Origin(start));
    }

    private MapNode Map(NodeEvent start, int depth)
    {
        var entries = new List<MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is ScalarNode name)
                Add(entries, new MapEntry(name.Text, name.Origin, value));
            else
                _problems.Add(Problems.YamlFeature.At(key.Origin.At, "a list or a block as a key"));
        }

        return new MapNode(entries, Origin(start));
    }

    private void Add(List<MapEntry> entries, MapEntry entry)
    {
        if (entries.Find(e => e.Key == entry.Key) is { } first)
            _problems.Add(Problems.DuplicateKey.At(entry.KeyOrigin.At, entry.Key, first.KeyOrigin.At!.Line));
        else
            entries.Add(entry);
    }

    private void Reject(ParsingEvent given, string what) =>
        _problems.Add(Problems.YamlFeature.At(_locate(given.Start), what));

    private ScalarNode Nothing(ParsingEvent at) => new("", true, Origin(at));

    private SpecOrigin Origin(ParsingEvent at) => new(_layer, _locate(at.Start));
}
