using System.Globalization;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>A checked value as one line of YAML that reads back as the same value.</summary>
internal static class NodeText
{
    public static string Of(CheckedNode node) => node switch
    {
        CheckedValue value => Of(value.Value),
        CheckedList list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        CheckedBlock block => $"{{{string.Join(", ", block.Entries.Select(e => $"{StrictScalar.Quote(e.Key)}: {Of(e.Node)}"))}}}",
        _ => "",
    };

    private static string Of(object value) => value switch
    {
        string text => StrictScalar.Quote(text),
        bool flag => flag ? "true" : "false",
        double number => StrictScalar.Format(number),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No key holds a {value.GetType().Name}."),
    };
}
