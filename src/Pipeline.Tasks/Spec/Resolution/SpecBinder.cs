using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Emotune.Metrics;
using Emotune.Model.Lora;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>
/// Fills the records from a complete tree: a record's parameter takes the key of its name in snake case.
/// A key that no parameter takes, or a parameter without a key, is a fault of the program's own.
/// </summary>
internal static class SpecBinder
{
    public static ExperimentSpec Bind(ExperimentTree tree)
    {
        var spec = (ExperimentSpec)Record(typeof(ExperimentSpec), tree.Root, null);
        return spec with { Runs = [.. spec.Runs.Zip(tree.Runs, (run, expanded) => run with { WrittenAs = expanded.WrittenAs })] };
    }

    /// <summary>A run's <c>lora</c> block alone, complete and without a fault.</summary>
    public static LoraSpec Lora(CheckedBlock block) => (LoraSpec)Record(typeof(LoraSpec), block, null);

    /// <summary>The key that a record's parameter or property is read from.</summary>
    public static string KeyOf(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);

    /// <summary>The keys that a record is filled from; the name of a run or a set is the key of its block.</summary>
    public static IEnumerable<string> KeysOf(Type record) =>
        Parameters(record).Select(p => KeyOf(p.Name!)).Where(k => !IsNamed(record) || k != "name");

    private static object Record(Type type, CheckedBlock block, string? name)
    {
        if (block.Entries.FirstOrDefault(e => !KeysOf(type).Contains(e.Key)) is { } unread)
            throw new InvalidOperationException($"{type.Name} does not read the key '{unread.Key}'.");
        var nullability = new NullabilityInfoContext();
        object?[] arguments = [.. Parameters(type).Select(p => Argument(p, block, name, nullability))];
        return Activator.CreateInstance(type, arguments)!;
    }

    private static object? Argument(ParameterInfo parameter, CheckedBlock block, string? name, NullabilityInfoContext nullability)
    {
        if (name is not null && parameter is { Name: "Name" })
            return name;
        var key = KeyOf(parameter.Name!);
        if (block.Find(key) is { } entry)
            return Value(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, entry.Node);
        if (nullability.Create(parameter).ReadState == NullabilityState.Nullable)
            return null;
        throw new InvalidOperationException($"'{key}' has no default, but {parameter.Member.DeclaringType!.Name} needs it.");
    }

    private static object? Value(Type type, CheckedNode node) => node switch
    {
        CheckedValue { Value: ChoiceType.None } when type == typeof(EarlyStopping) || type == typeof(ValidationMetric) => null,
        CheckedValue { Value: string text } when type.IsEnum => Choice(type, text),
        CheckedValue { Value: string pattern } when type == typeof(ModuleSelection) => new ModuleSelection([], pattern),
        CheckedValue { Value: string path } when type == typeof(DataFileSpec) => new DataFileSpec(path),
        CheckedValue { Value: string path } when type == typeof(ModelSourceSpec) => new ModelSourceSpec(path),
        CheckedList list when type == typeof(ModuleSelection) =>
            new ModuleSelection((IReadOnlyList<string>)Items(typeof(string), list.Items)),
        CheckedValue { Value: string one } when type == typeof(IReadOnlyList<string>) => new[] { one },
        CheckedValue { Value: string or bool } value => value.Value,
        CheckedValue number => Convert.ChangeType(number.Value, type, CultureInfo.InvariantCulture),
        CheckedList list => Items(type.GetGenericArguments()[0], list.Items),
        CheckedBlock map when type.IsGenericType => Map(type.GetGenericArguments()[0], map),
        CheckedBlock block => Record(type, block, null),
        _ => throw new InvalidOperationException("A faulty tree is not bound."),
    };

    private static Array Map(Type item, CheckedBlock map)
    {
        object Entry(CheckedEntry entry) => IsNamed(item)
            ? Record(item, (CheckedBlock)entry.Node, entry.Key)
            : Activator.CreateInstance(item, entry.Key, Value(item.GetGenericArguments()[1], entry.Node))!;
        return Fill(item, [.. map.Entries.Select(Entry)]);
    }

    private static bool IsNamed(Type record) => record == typeof(RunSpec) || record == typeof(ExtraSetSpec);

    private static Array Items(Type item, IReadOnlyList<CheckedNode> nodes) => Fill(item, [.. nodes.Select(n => Value(item, n))]);

    private static Array Fill(Type item, object?[] values)
    {
        var array = Array.CreateInstance(item, values.Length);
        Array.Copy(values, array, values.Length);
        return array;
    }

    private static Enum Choice(Type type, string text) =>
        Enum.GetValues(type).Cast<Enum>().First(v => ChoiceType.Spell(v) == text);

    private static ParameterInfo[] Parameters(Type record) => record.GetConstructors().Single().GetParameters();
}
