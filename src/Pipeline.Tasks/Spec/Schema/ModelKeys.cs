using System.Globalization;
using System.Reflection;
using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Resolution;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Keys whose type, range and default are those that the model declares for the option of the same name.</summary>
/// <param name="standard">The model's options with their defaults.</param>
internal sealed class ModelKeys(object standard)
{
    /// <param name="format">How the default is written, as in <c>0.0</c>.</param>
    /// <param name="option">The option's name, where it is not that of the key.</param>
    public SchemaKey Key(string name, string description, string? format = null, string? option = null) =>
        new(name, TypeOf(Option(name, option)), description, Text(Option(name, option).GetValue(standard), format));

    /// <summary>What the key takes.</summary>
    public SchemaType TypeOf(string name) => TypeOf(Option(name, null));

    private PropertyInfo Option(string name, string? option) =>
        standard.GetType().GetProperties().SingleOrDefault(p => option is null ? SpecBinder.KeyOf(p.Name) == name : p.Name == option)
        ?? throw new InvalidOperationException($"{standard.GetType().Name} has no option for '{option ?? name}'.");

    private static SchemaType TypeOf(PropertyInfo option)
    {
        var type = Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        if (type.IsEnum)
            return ChoiceType.Of(type);
        if (type == typeof(bool))
            return new FlagType();
        return type == typeof(double) ? new NumberType(OptionRanges.Of(option)) : new IntegerType(OptionRanges.Of(option));
    }

    private static string? Text(object? value, string? format) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        Enum choice => ChoiceType.Spell(choice),
        IFormattable number => number.ToString(format, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} is no default."),
    };
}
