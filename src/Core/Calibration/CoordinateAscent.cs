using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>
/// Thresholds that no change of a single one improves (Fan and Lin, "A Study on Threshold Selection for Multi-label Classification", 2007).
/// </summary>
internal sealed class CoordinateAscent
{
    private const int MostRounds = 1000;

    /// <summary>What rounding may feign is no improvement, so that the climb ends.</summary>
    private const double LeastStep = 1e-12;

    private readonly ThresholdCounts[] _labels;
    private readonly double _microWeight;
    private readonly int[] _at;
    private long _hits, _decided;
    private double _f1Sum;

    private CoordinateAscent(ThresholdCounts[] labels, ThresholdObjective objective, Func<ThresholdCounts, int> start)
    {
        _labels = labels;
        _microWeight = objective switch
        {
            ThresholdObjective.MicroF1 => 1,
            ThresholdObjective.MacroF1 => 0,
            ThresholdObjective.MeanF1 => 0.5,
            _ => throw new ArgumentOutOfRangeException(nameof(objective), objective, null),
        };
        _at = Array.ConvertAll(labels, label => label.Positives == 0 ? -1 : start(label));
        for (var j = 0; j < labels.Length; j++)
            Count(j, 1);
    }

    /// <summary>
    /// The better of two climbs, from the global threshold and from each label's best F1; the former where both are as good.
    /// </summary>
    /// <returns>(L); <see cref="DecisionThreshold.Never"/> for labels without positives and those best not predicted.</returns>
    public static double[] Climb(ThresholdCounts[] labels, double global, ThresholdObjective objective)
    {
        var fromGlobal = new CoordinateAscent(labels, objective, label => label.Scores.Length - 1 - CountBelow(label, global));
        var fromBest = new CoordinateAscent(labels, objective, label => label.Scores.IndexOf(DecisionThreshold.BestF1(label).Value));
        fromGlobal.Climb();
        fromBest.Climb();
        return (fromBest.Value > fromGlobal.Value + LeastStep ? fromBest : fromGlobal).Thresholds();
    }

    private double Value => Objective(_hits, _decided, _f1Sum);

    private void Climb()
    {
        for (var (round, moved) = (0, true); moved && round < MostRounds; round++)
        {
            moved = false;
            for (var j = 0; j < _labels.Length; j++)
                moved |= Move(j);
        }
    }

    private bool Move(int j)
    {
        var label = _labels[j];
        var (value, before, best) = (Value, _at[j], _at[j]);
        Count(j, -1);
        for (var at = -1; label.Positives > 0 && at < label.Scores.Length; at++)
        {
            var (hits, decided) = Of(label, at);
            var here = Objective(_hits + hits, _decided + decided, _f1Sum + F1(hits, decided));
            if (here > value + LeastStep)
                (value, best) = (here, at);
        }
        _at[j] = best;
        Count(j, 1);
        return best != before;
    }

    private double Objective(long hits, long decided, double f1Sum) =>
        _microWeight * F1(hits, decided) + (1 - _microWeight) * f1Sum / _labels.Length;

    private void Count(int j, int sign)
    {
        var (hits, decided) = Of(_labels[j], _at[j]);
        _hits += sign * hits;
        _decided += sign * decided;
        _f1Sum += sign * F1(hits, decided);
    }

    /// <param name="at">Position among the scores; −1 for no prediction.</param>
    private static (long Hits, long Decided) Of(ThresholdCounts label, int at) =>
        at < 0 ? (0, label.Positives) : (label.TruePositives[at], label.Predicted[at] + (long)label.Positives);

    private static double F1(long hits, long decided) => hits == 0 ? 0 : 2.0 * hits / decided;

    private static int CountBelow(ThresholdCounts label, double threshold)
    {
        var below = 0;
        while (below < label.Scores.Length && label.Scores[label.Scores.Length - 1 - below] < threshold)
            below++;
        return below;
    }

    private double[] Thresholds() => [.. _labels.Select((label, j) => _at[j] < 0 ? DecisionThreshold.Never : label.Scores[_at[j]])];
}
