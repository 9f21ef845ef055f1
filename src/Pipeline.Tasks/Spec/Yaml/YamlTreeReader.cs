using System.Buffers;
using System.Text;
using Emotune.Diagnostics;
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

    // Texts are for people: a description fills a page, and a key is a name. YAML itself ends the search for a key after 1,024 characters.
    private const int LongestValue = 200_000, LongestKey = 1000;

    // Twice what ten thousand runs have with every value written out.
    private const int MostNodes = 2_000_000;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Func<Mark, SourceLocation> _locate;
    private readonly SpecLayer _layer;
    private readonly SpecProblems _problems;
    private int _nodes;

    private YamlTreeReader(string text, SpecLayer layer, Func<Mark, SourceLocation> locate, SpecProblems problems)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        (_locate, _layer, _problems) = (locate, layer, problems);
    }

    /// <summary>Null where nothing can be made of the text; then <paramref name="problems"/> says why.</summary>
    /// <param name="origin">Added to line and column of everything in the text, for text that is part of a line.</param>
    public static SpecNode? Read(string text, SpecLayer layer, SourceLocation origin, SpecProblems problems)
    {
        SourceLocation Locate(Mark mark) => new(
            origin.File, origin.Line + (int)mark.Line - 1, (mark.Line == 1 ? origin.Column - 1 : 0) + (int)mark.Column);
        if (TextMarks.Unprintable(text) is { } unprintable)
        {
            problems.Add(Problems.UnparsableYaml.At(
                Locate(unprintable.At), $"It has the character {unprintable.Name}, which may stand in YAML only as an escape"));
            return null;
        }

        var reader = new YamlTreeReader(text, layer, Locate, problems);
        try
        {
            return reader.Document(origin.File);
        }
        catch (YamlException exception)
        {
            // The library does not say of each problem where it is.
            var here = reader._scanner.CurrentPosition;
            var start = exception.Start.Equals(Mark.Empty) ? here : exception.Start;
            problems.Add(TextMarks.IndentingTab(text, start.Line, here.Line) is { } tab
                ? Problems.UnparsableYaml.At(Locate(tab), "A tab indents the line, where only spaces are valid. Replace each tab by spaces")
                : Problems.UnparsableYaml.At(Locate(start), MessageText.Excerpt(exception.Message.TrimEnd('.'))));
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The library's scanner gives up so on some texts, as on "[a: }" and on an escape that stands for no character.
            problems.Add(Problems.UnparsableYaml.At(Locate(reader._scanner.CurrentPosition),
                exception is ArgumentException ? "An escape here stands for no character" : "did not expect what stands here"));
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

    private SpecNode Node(int depth, int longest = LongestValue)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            Reject(alias, $"the alias '*{MessageText.Excerpt(alias.Value.Value)}'");
            return Nothing(alias);
        }

        var start = _parser.Consume<NodeEvent>();
        if (!start.Anchor.IsEmpty)
            Reject(start, $"the anchor '&{MessageText.Excerpt(start.Anchor.Value)}'");
        if (!start.Tag.IsEmpty)
            Reject(start, $"the tag '{MessageText.Excerpt(start.Tag.Value)}'");
        if (depth > DeepestNesting)
            throw new YamlException(start.Start, start.End, $"Nested more than {DeepestNesting} deep");
        if (++_nodes > MostNodes)
            throw new YamlException(start.Start, start.End, $"It has more than {MostNodes} keys and values");
        return start switch
        {
            Scalar scalar => Scalar(scalar, longest),
            SequenceStart => List(start, depth),
            _ => Map(start, depth),
        };
    }

    private SpecNode Scalar(Scalar scalar, int longest)
    {
        var text = scalar.Value;
        var place = _locate(scalar.Start);
        var problem = text.Length > longest ? Problems.TextTooLong.At(place, text, text.Length, longest)
            : text.Contains('\0', StringComparison.Ordinal) ? Problems.CharacterWithoutUse.At(place, text, "the character U+0000")
            : HasHalfPair(text) ? Problems.CharacterWithoutUse.At(place, text, "half of a surrogate pair")
            : null;
        if (problem is null)
            return new ScalarNode(text, scalar.Style == ScalarStyle.Plain, Origin(scalar));
        _problems.Add(problem);
        return new FaultNode(Origin(scalar));
    }

    private static bool HasHalfPair(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
                return true;
            rest = rest[length..];
        }

        return false;
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
        var entries = new OrderedDictionary<string, MapEntry>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1, LongestKey);
            var value = Node(depth + 1);
            if (key is ScalarNode name)
                Add(entries, new MapEntry(name.Text, name.Origin, value));
            else if (key is not FaultNode)
                _problems.Add(Problems.YamlFeature.At(key.Origin.At, "a list or a block as a key"));
        }

        return new MapNode([.. entries.Values], Origin(start));
    }

    private void Add(OrderedDictionary<string, MapEntry> entries, MapEntry entry)
    {
        if (!entries.TryAdd(entry.Key, entry) && !_problems.IsFull)
            _problems.Add(Problems.DuplicateKey.At(entry.KeyOrigin.At, entry.Key, entries[entry.Key].KeyOrigin.At!.Line));
    }

    private void Reject(ParsingEvent given, string what) =>
        _problems.Add(Problems.YamlFeature.At(_locate(given.Start), what));

    private ScalarNode Nothing(ParsingEvent at) => new("", true, Origin(at));

    private SpecOrigin Origin(ParsingEvent at) => new(_layer, _locate(at.Start));
}
