using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Emotune.Diagnostics;

/// <summary>
/// A record of options declares the range of each by a <see cref="RangeAttribute"/> on its property. It is checked here, and the
/// experiment's table of keys reads it from here.
/// </summary>
internal static class OptionRanges
{
    /// <summary>The range that the option declares.</summary>
    /// <exception cref="InvalidOperationException">The option declares none.</exception>
    public static NumberRange Of(PropertyInfo option) => Declared(option)
        ?? throw new InvalidOperationException($"{option.DeclaringType!.Name}.{option.Name} declares no range.");

    /// <summary>The range that the option of this name declares.</summary>
    internal static NumberRange Of<T>(string option) => Of(typeof(T).GetProperty(option)!);

    /// <summary>The options that are out of their range. Null is in every range: the option is not used.</summary>
    /// <param name="prefix">Stands before each name, as in <c>loss.</c>.</param>
    internal static IEnumerable<OptionFault> Faults(object options, string prefix = "") =>
        from option in options.GetType().GetProperties()
        let range = Declared(option)
        where range is not null
        let given = option.GetValue(options)
        where given is not null && !range.Holds(Convert.ToDouble(given, CultureInfo.InvariantCulture))
        select new OptionFault(prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(option.Name), given, range.ToString());

    /// <summary>Reports all of them together.</summary>
    /// <exception cref="DiagnosticException">There is at least one.</exception>
    internal static void ThrowIfAny(this IEnumerable<OptionFault> faults, DiagnosticKind problem)
    {
        Diagnostic[] problems = [.. faults.Select(f => problem.Given(f.Name, f.Given, f.Valid))];
        if (problems.Length > 0)
            throw new DiagnosticException(problems);
    }

    private static NumberRange? Declared(PropertyInfo option) => option.GetCustomAttribute<RangeAttribute>() is { } range
        ? new NumberRange(Number(range.Minimum), Number(range.Maximum), range.MinimumIsExclusive, range.MaximumIsExclusive)
        : null;

    private static double Number(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);
}

/// <summary>An option that is out of its range.</summary>
/// <param name="Valid">The range in words.</param>
internal sealed record OptionFault(string Name, object Given, string Valid);
