using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Emotune.Pipeline.Plan;

/// <summary>
/// Flattens typed settings to names and values for keys: <c>lora.rank → 8</c>. Nothing is listed by hand,
/// so a setting that is added to a record cannot be left out of the keys of the stages that read the record.
/// </summary>
public static class ParameterList
{
    public static void Add(this IDictionary<string, string> list, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                list[name] = text;
                break;
            case bool flag:
                list[name] = flag ? "true" : "false";
                break;
            case Enum choice:
                list[name] = JsonNamingPolicy.SnakeCaseLower.ConvertName(choice.ToString());
                break;
            case double number:
                list[name] = number.ToString("R", CultureInfo.InvariantCulture);
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                list[name] = number.ToString(null, CultureInfo.InvariantCulture);
                break;
            case IEnumerable items:
                AddItems(list, name, items);
                break;
            default:
                AddProperties(list, name, value);
                break;
        }
    }

    // An empty list is a value of its own: it must differ from a list that was not given.
    private static void AddItems(IDictionary<string, string> list, string name, IEnumerable items)
    {
        var count = 0;
        foreach (var item in items)
            list.Add($"{name}.{count++.ToString(CultureInfo.InvariantCulture)}", item);
        if (count == 0)
            list[name] = "[]";
    }

    private static void AddProperties(IDictionary<string, string> list, string name, object value)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.Name != "EqualityContract" && property.GetIndexParameters().Length == 0)
                list.Add($"{name}.{JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)}", property.GetValue(value));
        }
    }
}
