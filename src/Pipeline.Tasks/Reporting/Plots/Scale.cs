using System.Globalization;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Where ticks stand and how they read; the same on every machine and in every culture.</summary>
internal static class Scale
{
    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>Round values (1, 2 or 5 times a power of ten) from low to high, about as many as asked for.</summary>
    public static IReadOnlyList<(double At, string Label)> Linear(double low, double high, int about = 5)
    {
        var raw = (high - low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = Steps.Select(m => m * power).First(s => s >= raw * 0.999);
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var first = (long)Math.Ceiling((low / step) - 1e-9);
        var last = (long)Math.Floor((high / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1)
            .Select(i => (first + i) * step)
            .Select(v => (v, v.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)))];
    }

    /// <summary>Powers of ten within [low, high], both logarithms; with the steps in between.</summary>
    public static (IReadOnlyList<(double At, string Label)> Major, IReadOnlyList<double> Minor) Logarithmic(double low, double high)
    {
        var powers = Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1).ToArray();
        var major = powers.Where(p => p >= low - 1e-9 && p <= high + 1e-9).Select(p => ((double)p, Count(Math.Pow(10, p))));
        var minor = powers.SelectMany(p => Enumerable.Range(2, 8).Select(m => p + Math.Log10(m))).Where(v => v >= low && v <= high);
        return ([.. major], [.. minor]);
    }

    /// <summary>A count in thousands, millions or billions: 67 M.</summary>
    public static string Count(double value) => value switch
    {
        >= 1e9 => Short(value / 1e9, " G"),
        >= 1e6 => Short(value / 1e6, " M"),
        >= 1e3 => Short(value / 1e3, " k"),
        _ => Short(value, ""),
    };

    /// <summary>Bounds with some air about the values, at least <paramref name="least"/> apart.</summary>
    public static (double Low, double High) Padded(IEnumerable<double> values, double share, double least)
    {
        var all = values.ToArray();
        var (low, high) = (all.Min(), all.Max());
        var air = Math.Max((high - low) * share, (least - (high - low)) / 2);
        return (low - air, high + air);
    }

    private static string Short(double value, string unit) => value.ToString("0.##", CultureInfo.InvariantCulture) + unit;
}
