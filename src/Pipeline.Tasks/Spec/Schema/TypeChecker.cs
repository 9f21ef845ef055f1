using System.Text.RegularExpressions;
using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>
/// Checks each value against the table: keys, types, ranges. What is absent is no matter here, see <see cref="Resolution.Completion"/>.
/// </summary>
internal sealed class TypeChecker(SpecProblems problems)
{
    // What a regular expression costs to read is not linear in its length.
    private const int LongestPattern = 2000;

    /// <param name="path">As the user would write it, for messages; empty for the whole file.</param>
    /// <param name="at">The key that the value belongs to.</param>
    public CheckedNode Check(SchemaType type, SpecNode node, string path, SpecOrigin at) => (type, node) switch
    {
        (_, FaultNode) => new CheckedFault(at),
        (EitherType either, _) => Check(Fits(either.First, node) ? either.First : either.Second, node, path, at, either),
        _ => Check(type, node, path, at, type),
    };

    /// <param name="whole">What to name as valid where the type is one of two.</param>
    private CheckedNode Check(SchemaType type, SpecNode node, string path, SpecOrigin at, SchemaType whole) => (type, node) switch
    {
        (BlockType block, MapNode map) => Block(block, map, path),
        (MapType names, MapNode map) => Map(names, map, path, at),
        (ListType list, ListNode items) => List(list, items, path, at),
        (ListType list, ScalarNode { IsPlain: true, Text.Length: > 0, Origin.Layer: SpecLayer.Set } scalar) =>
            List(list, SetList.Of(scalar), path, at),
        (IntegerType integer, ScalarNode scalar) when StrictScalar.Integer(scalar) is { } value =>
            integer.Range.Holds(value)
                ? new CheckedValue(value, node.Origin)
                : OutOfRange(type, scalar, path, at),
        (IntegerType, ScalarNode scalar) when StrictScalar.Number(scalar) is { } value && double.IsInteger(value)
            && Math.Abs(value) > long.MaxValue =>
            OutOfRange(type, scalar, path, at),
        (NumberType number, ScalarNode scalar) when StrictScalar.Number(scalar) is { } value =>
            number.Range.Holds(value) ? new CheckedValue(value, node.Origin) : OutOfRange(type, scalar, path, at),
        (FlagType, ScalarNode scalar) when StrictScalar.Flag(scalar) is { } value => new CheckedValue(value, node.Origin),
        (ChoiceType choice, ScalarNode scalar) when StrictScalar.Text(scalar) is { } text =>
            Choice(choice, text, whole, path, at, node.Origin),
        // A commit may have digits alone.
        (HexType, ScalarNode { Text.Length: > 0 } scalar) => Text(type, scalar.Text, path, at, node.Origin),
        (OptionalTextType, ScalarNode scalar) when StrictScalar.IsNull(scalar) => new CheckedList([], node.Origin),
        (TextType, ScalarNode scalar) when StrictScalar.Text(scalar) is { Length: > 0 } text => Text(type, text, path, at, node.Origin),
        _ => Fault(Problems.WrongType, at, path, Shown(node), whole.Expectation),
    };

    private CheckedBlock Block(BlockType type, MapNode map, string path)
    {
        var entries = new List<CheckedEntry>();
        foreach (var entry in map.Entries)
        {
            var inner = Join(path, entry.Key);
            if (type.Find(entry.Key) is { } key)
                entries.Add(new CheckedEntry(entry.Key, entry.KeyOrigin, Check(key.Type, entry.Value, inner, entry.KeyOrigin)));
            else
                entries.Add(new CheckedEntry(entry.Key, entry.KeyOrigin, Unknown(type, entry, path)));
        }

        return new CheckedBlock(entries, map.Origin);
    }

    private CheckedFault Unknown(BlockType type, MapEntry entry, string path)
    {
        if (problems.IsFull)
            return new CheckedFault(entry.KeyOrigin);
        string[] valid = [.. type.Keys.Select(k => k.Name)];
        return Fault(Problems.UnknownKey, entry.KeyOrigin, entry.Key, path.Length == 0 ? "an experiment" : $"'{path}'",
            Suggestions.For(entry.Key, valid), string.Join(", ", valid));
    }

    private CheckedNode Map(MapType type, MapNode map, string path, SpecOrigin at)
    {
        if (map.Entries.Count < type.MinimumCount)
            return Fault(Problems.WrongType, at, path, "an empty block", $"{type.Expectation}, at least {type.MinimumCount}");
        var entries = new List<CheckedEntry>();
        foreach (var entry in map.Entries)
        {
            var inner = Join(path, entry.Key);
            var key = type.Key is NameType or PatternType or FormType
                ? Text(type.Key, entry.Key, inner, entry.KeyOrigin, entry.KeyOrigin)
                : new CheckedValue(entry.Key, entry.KeyOrigin);
            var value = Check(type.Value, entry.Value, inner, entry.KeyOrigin);
            entries.Add(new CheckedEntry(entry.Key, entry.KeyOrigin, key is CheckedFault ? key : value));
        }

        return new CheckedBlock(entries, map.Origin);
    }

    private CheckedNode List(ListType type, ListNode list, string path, SpecOrigin at)
    {
        if (list.Items.Count < type.MinimumCount)
            return Fault(Problems.WrongType, at, path, "an empty list", type.Expectation);
        var items = new List<CheckedNode>();
        var seen = new HashSet<object>();
        foreach ((var item, var index) in list.Items.Select((item, index) => (item, index)))
        {
            var node = Check(type.Item, item, FormattableString.Invariant($"{path}[{index}]"), item.Origin);
            if (type.IsSet && node is CheckedValue value && !seen.Add(value.Value))
                node = Fault(Problems.RepeatedValue, item.Origin, path, Shown(value));
            items.Add(node);
        }

        return new CheckedList(items, list.Origin);
    }

    private CheckedNode Choice(ChoiceType type, string text, SchemaType whole, string path, SpecOrigin at, SpecOrigin origin)
    {
        if (type.Values.Contains(text))
            return new CheckedValue(text, origin);
        var valid = whole is EitherType ? whole.Expectation : string.Join(", ", type.Values);
        return Fault(Problems.NotAChoice, at, path, text, Suggestions.For(text, type.Values), valid);
    }

    private CheckedNode Text(SchemaType type, string text, string path, SpecOrigin at, SpecOrigin origin)
    {
        switch (type)
        {
            case NameType when !FolderName.IsUsable(text):
                return Fault(Problems.UnusableName, at, path, text);
            case FormType form:
                return form.Takes(text) ? new CheckedValue(form.Normal(text), origin) : Fault(form.Problem, at, path, form.Shown(text));
            case DelimiterType when !DelimiterType.IsUsable(text):
                return Fault(Problems.WrongType, at, path, $"the text \"{MessageText.Excerpt(text)}\"", type.Expectation);
            case PathType place when Path.IsPathRooted(text):
                return Fault(Problems.AbsolutePath, at, path, text, place.RootName);
            case PatternType when PatternFault(text) is { } fault:
                return Fault(Problems.InvalidPattern, at, path, text, fault);
            default:
                return new CheckedValue(text, origin);
        }
    }

    private static string? PatternFault(string pattern)
    {
        if (pattern.Length > LongestPattern)
            return FormattableString.Invariant($"It has more than {LongestPattern} characters.");
        try
        {
            _ = new Regex(PythonExpression.ToNet(pattern), RegexOptions.CultureInvariant);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Replace(pattern, MessageText.Excerpt(pattern), StringComparison.Ordinal);
        }
    }

    private static bool Fits(SchemaType type, SpecNode node) => type switch
    {
        BlockType or MapType => node is MapNode,
        ListType => node is ListNode,
        _ => node is ScalarNode,
    };

    private CheckedFault OutOfRange(SchemaType type, ScalarNode scalar, string path, SpecOrigin at) =>
        Fault(Problems.OutOfRange, at, path, scalar.Text, type.Expectation);

    private CheckedFault Fault(DiagnosticKind kind, SpecOrigin at, params object?[] given)
    {
        if (!problems.IsFull)
            problems.Add(kind.At(at.At, given));
        return new CheckedFault(at);
    }

    private static string Shown(SpecNode node) => node switch
    {
        ScalarNode scalar when StrictScalar.IsNull(scalar) => "empty",
        ScalarNode { IsPlain: true } scalar => $"'{MessageText.Excerpt(scalar.Text)}'",
        ScalarNode scalar => $"the text \"{MessageText.Excerpt(scalar.Text)}\"",
        ListNode => "a list",
        _ => "a block",
    };

    private static object Shown(CheckedValue value) => value.Value is string text ? MessageText.Excerpt(text) : value.Value;

    private static string Join(string path, string key)
    {
        var name = MessageText.Excerpt(key);
        return path.Length == 0 ? name : $"{path}.{name}";
    }
}
