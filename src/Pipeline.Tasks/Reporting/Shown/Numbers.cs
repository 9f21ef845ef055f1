using System.Globalization;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>Figures as people read them; always the invariant culture.</summary>
internal static class Numbers
{
    public const string Undefined = "undefined";

    public static string Figure(double? value, int digits = 3) =>
        value is { } v ? Sign(v.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) : Undefined;

    /// <summary>With a plus where it is above zero: for differences.</summary>
    public static string Signed(double? value, int digits = 3)
    {
        var text = Figure(value, digits);
        return value > 0 && text.Any(c => c is >= '1' and <= '9') ? "+" + text : text;
    }

    public static string Percent(double? share, int digits = 2) =>
        share is { } s
            ? Sign((s * 100).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)) + " %"
            : Undefined;

    /// <summary>The share in per cent, without a sign and without digits behind the point.</summary>
    public static string PerCent(double share) => (share * 100).ToString("F0", CultureInfo.InvariantCulture);

    public static string Count(long value) => Sign(value.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>With at most three digits that count.</summary>
    public static string Times(double value) => value switch
    {
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => Times(bytes / 1e9) + " GB",
        >= 1_000_000 => Times(bytes / 1e6) + " MB",
        >= 1_000 => Times(bytes / 1e3) + " kB",
        _ => bytes.ToString(CultureInfo.InvariantCulture) + " B",
    };

    /// <summary>A time with the units that people use for one of its length.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        >= 3600 => FormattableString.Invariant($"{Math.Floor(seconds / 3600):F0} h {Math.Floor(seconds % 3600 / 60):F0} min"),
        >= 120 => FormattableString.Invariant($"{Math.Floor(seconds / 60):F0} min {Math.Floor(seconds % 60):F0} s"),
        _ => Times(seconds) + " s",
    };

    /// <inheritdoc cref="Seconds(double)"/>
    public static string Seconds(double? seconds) => seconds is { } s ? Seconds(s) : Undefined;

    /// <summary>A short time; a longer one in seconds.</summary>
    public static string Milliseconds(double seconds) => seconds < 1 ? Times(seconds * 1000) + " ms" : Seconds(seconds);

    public static string PValue(double? p) => p switch
    {
        null => Undefined,
        < 0.001 => "< 0.001",
        _ => Figure(p),
    };

    /// <summary>Every digit, so that it reads back as the same number; empty for undefined.</summary>
    public static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    // A true minus sign stands at the height of the digits; a zero has none.
    private static string Sign(string text)
    {
        if (!text.StartsWith('-')) return text;
        return text.Any(c => c is >= '1' and <= '9') ? "−" + text[1..] : text[1..];
    }
}
