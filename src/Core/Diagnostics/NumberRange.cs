using System.Globalization;

namespace Emotune.Diagnostics;

/// <summary>The numbers that an option may be.</summary>
/// <param name="AboveMinimum">The minimum itself is left out.</param>
/// <param name="BelowMaximum">The maximum itself is left out.</param>
internal sealed record NumberRange(double Minimum, double Maximum, bool AboveMinimum = false, bool BelowMaximum = false)
{
    /// <summary>Whether the number is in the range; NaN never is.</summary>
    public bool Holds(double value) =>
        (AboveMinimum ? value > Minimum : value >= Minimum) && (BelowMaximum ? value < Maximum : value <= Maximum);

    /// <summary>The range in words, as in "above 0, at most 1".</summary>
    public override string ToString() => (AboveMinimum, BelowMaximum) switch
    {
        (false, false) => $"from {Text(Minimum)} to {Text(Maximum)}",
        (true, false) => $"above {Text(Minimum)}, at most {Text(Maximum)}",
        (false, true) => $"from {Text(Minimum)}, below {Text(Maximum)}",
        (true, true) => $"above {Text(Minimum)}, below {Text(Maximum)}",
    };

    private static string Text(double bound) => bound.ToString("R", CultureInfo.InvariantCulture);
}
