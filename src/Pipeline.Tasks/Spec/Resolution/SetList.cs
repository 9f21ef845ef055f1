using System.Text.RegularExpressions;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>
/// A list in a Set without a comma, at which MSBuild would end the property: its values are joined by +, as runs and experiments are.
/// </summary>
internal static partial class SetList
{
    public static ListNode Of(ScalarNode scalar)
    {
        var items = new List<SpecNode>();
        var start = 0;
        foreach (var part in Plus().Split(scalar.Text))
        {
            var at = scalar.Origin.At is { } place ? place with { Column = place.Column + start } : null;
            items.Add(new ScalarNode(part.Trim(), IsPlain: true, scalar.Origin with { At = at }));
            start += part.Length + 1;
        }

        return new ListNode(items, scalar.Origin);
    }

    // That of 1e+3 belongs to the number.
    [GeneratedRegex(@"(?<![0-9.][eE])\+", RegexOptions.CultureInvariant)]
    private static partial Regex Plus();
}
