using System.Globalization;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Learning rates as experiment files have them.</summary>
internal static class RateText
{
    /// <summary>The highest that an experiment may ask for.</summary>
    public const double Highest = 1;

    /// <summary>With an exponent: <c>3.0e-4</c>.</summary>
    public static string Of(double rate) => rate.ToString("0.0#############e-0", CultureInfo.InvariantCulture);
}
