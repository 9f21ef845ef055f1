using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Emotune.Metrics;
using Emotune.Model.Lora;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec;

/// <summary>
/// An experiment's values as pairs of name and text, sorted by name, so that a stage can hash exactly what it reads and name what changed.
/// </summary>
internal static class SpecParameters
{
    private static readonly ConditionalWeakTable<object, List<KeyValuePair<string, string>>> Flattened = [];

    /// <summary>
    /// The values below the given keys. A run's own are named as in its block: <c>method</c>, <c>learning_rate</c>, <c>lora.rank</c>,
    /// <c>head.pooling</c>, <c>training.epochs</c>; the experiment's as in the file: <c>data.max_length</c>, <c>backbone.path</c>,
    /// <c>calibration.method</c>.
    /// Values that the experiment does not have (no limit, no adapter) have no pair.
    /// </summary>
    /// <param name="run">Null for stages that no run belongs to.</param>
    /// <param name="keys">Keys or blocks, <c>training</c> or <c>training.epochs</c>.</param>
    /// <exception cref="ArgumentException">A key that neither the experiment nor a run can have.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> For(ExperimentSpec spec, RunSpec? run, params IReadOnlyList<string> keys)
    {
        if (keys.FirstOrDefault(k => !IsDeclared(k, SpecSchema.Resolved) && !IsDeclared(k, SpecSchema.ResolvedRun)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is not a key of an experiment or a run.", nameof(keys));
        IEnumerable<KeyValuePair<string, string>> all = Values(spec);
        if (run is not null)
            all = all.Concat(Values(run).Where(p => p.Key != "name"));
        return [.. all.Where(p => keys.Any(k => IsBelow(p.Key, k))).OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// An extra set's own, named as in its block: <c>format</c>, <c>columns.text</c>, <c>map.happy</c>. They are in none of the
    /// experiment's.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> For(ExtraSetSpec set) =>
        [.. Values(set).Where(p => p.Key != "name").OrderBy(p => p.Key, StringComparer.Ordinal)];

    // Every stage of every run asks, and the records do not change.
    private static List<KeyValuePair<string, string>> Values(object record) => Flattened.GetValue(record, r => [.. Flatten("", r)]);

    private static bool IsBelow(string name, string key) =>
        name == key || name.StartsWith(key + ".", StringComparison.Ordinal);

    private static bool IsDeclared(string key, BlockType block)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var type = block.Find(dot < 0 ? key : key[..dot])?.Type;
        return type is not null && (dot < 0
            || (type is BlockType inner && IsDeclared(key[(dot + 1)..], inner))
            || (type is EitherType { Second: BlockType second } && IsDeclared(key[(dot + 1)..], second)));
    }

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string prefix, object record)
    {
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + SpecBinder.KeyOf(property.Name);
            // A search that there is not has its word all the same.
            var value = property.GetValue(record) ?? (property.PropertyType == typeof(ValidationMetric?) ? ChoiceType.None : null);
            // Digests are those of inputs: what they say is in keys already.
            if (value is null or IEnumerable<RunSpec> or IEnumerable<ExtraSetSpec> or IEnumerable<KeyValuePair<string, string>>)
                continue;
            if (value is IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> map)
            {
                foreach ((var key, var labels) in map)
                    yield return new($"{name}.{key}", Text(labels));
            }
            else if (IsRecord(value))
            {
                foreach (var inner in Flatten(name + ".", value))
                    yield return inner;
            }
            else
            {
                yield return new(name, Text(value));
            }
        }
    }

    private static bool IsRecord(object value) =>
        value is not (string or IEnumerable or ModuleSelection or DataFileSpec or ModelSourceSpec) && !value.GetType().IsValueType;

    private static string Text(object value) => value switch
    {
        string text => text,
        DataFileSpec or ModelSourceSpec => value.ToString()!,
        bool flag => flag ? "true" : "false",
        double number => StrictScalar.Format(number),
        Enum choice => ChoiceType.Spell(choice),
        ModuleSelection { Pattern: { } pattern } => pattern,
        ModuleSelection selection => Text(selection.Names),
        IEnumerable<KeyValuePair<string, int>> map => JsonSerializer.Serialize(map.Select(p => $"{p.Key}: {Text(p.Value)}")),
        IEnumerable<KeyValuePair<string, double>> map => JsonSerializer.Serialize(map.Select(p => $"{p.Key}: {Text(p.Value)}")),
        IEnumerable list => JsonSerializer.Serialize(list.Cast<object>().Select(Text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no text."),
    };
}
