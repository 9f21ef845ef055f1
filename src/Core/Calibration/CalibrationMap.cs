using System.Globalization;
using System.Text.Json.Serialization;
using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>The function from a logit to a calibrated probability: one sealed record a method, with its own parameters alone.</summary>
[JsonConverter(typeof(CalibrationMapConverter))]
internal abstract record CalibrationMap
{
    // No classifier's logit is farther from zero.
    private const double Farthest = 1e6;

    private protected CalibrationMap()
    {
    }

    /// <summary>The map that leaves probabilities as they are.</summary>
    public static CalibrationMap Identity { get; } = new IdentityMap();

    /// <summary>Whether the parameters make a function at all; those of a file need not.</summary>
    internal virtual bool IsSound => new[] { -Farthest, 0, Farthest }.All(logit => double.IsFinite(Logit(logit)));

    /// <summary>The calibrated probability, in [0, 1].</summary>
    public virtual double Probability(double logit) => Logistic.Sigmoid(Logit(logit));

    /// <summary>The calibrated probability's logit; it is finite.</summary>
    public abstract double Logit(double logit);

    /// <summary>The parameters in a few words, for a table: <c>T 1.32</c>.</summary>
    public abstract string Describe();

    /// <summary>Mean negative log likelihood in nats of what the map makes of <paramref name="logits"/>.</summary>
    public double NegativeLogLikelihood(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
            sum += Logistic.Loss(Logit(logits[i]), labels[i] != 0);
        return sum / logits.Length;
    }

    /// <summary>Two decimals, or three digits where these would hide the number; with a true minus sign, and none before a zero.</summary>
    private protected static string Figure(double value)
    {
        var format = value == 0 || Math.Abs(value) is >= 0.005 and < 1e6 ? "F2" : "G3";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
