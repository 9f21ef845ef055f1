using System.Reflection;

namespace Emotune.Calibration;

/// <summary>What belongs to each method, as the members of <see cref="CalibrationMethod"/> say.</summary>
internal static class CalibrationMethods
{
    private static readonly Dictionary<CalibrationMethod, MapAttribute> Maps = Enum.GetValues<CalibrationMethod>()
        .ToDictionary(method => method, method => typeof(CalibrationMethod).GetField(method.ToString())!
            .GetCustomAttribute<MapAttribute>() ?? throw new InvalidOperationException($"{method} names no map."));

    public static Fit Fit(CalibrationMethod method, ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) =>
        Maps[method].Fit(logits, labels);

    /// <summary>The type of the method's maps.</summary>
    public static Type MapOf(CalibrationMethod method) => Maps[method].Type;

    /// <summary>The method whose map this is.</summary>
    public static CalibrationMethod Of(CalibrationMap map) => Maps.Single(entry => entry.Value.Type == map.GetType()).Key;
}
