using System.Runtime.InteropServices;
using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>
/// The non-decreasing function of the raw probability with the least squared error, by pooling adjacent violators (Ayer et al., 1955).
/// </summary>
internal static class IsotonicFit
{
    /// <summary>Probabilities nearer than this are one point, as scikit-learn has it (the decimal resolution of a double).</summary>
    private const double Resolution = 1e-15;

    public static Fit Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        if (!labels.Contains((byte)1) || !labels.Contains((byte)0))
            return new Fit(CalibrationMap.Identity, "Only one class occurs on validation. The probabilities stay as they are.");
        var points = Points(logits, labels);
        var blocks = new List<Block>();
        foreach (var (x, weight, sum) in points)
        {
            var block = new Block(x, x, weight, sum);
            while (blocks.Count > 0 && blocks[^1].Mean >= block.Mean)
            {
                block = new Block(blocks[^1].From, block.To, blocks[^1].Weight + block.Weight, blocks[^1].Sum + block.Sum);
                blocks.RemoveAt(blocks.Count - 1);
            }
            blocks.Add(block);
        }
        return new Fit(new IsotonicMap(Knots(blocks)));
    }

    private static List<Point> Points(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var probabilities = Logistic.Sigmoid(logits);
        var order = StableOrder.Ascending(probabilities);
        var points = new List<Point>();
        foreach (var row in order)
        {
            if (points.Count == 0 || probabilities[row] - points[^1].X >= Resolution)
                points.Add(new Point(probabilities[row], 0, 0));
            ref var last = ref CollectionsMarshal.AsSpan(points)[^1];
            last = new Point(last.X, last.Weight + 1, last.Sum + labels[row]);
        }
        return points;
    }

    private static List<CalibrationKnot> Knots(List<Block> blocks)
    {
        var knots = new List<CalibrationKnot>();
        foreach (var block in blocks)
        {
            knots.Add(new CalibrationKnot(block.From, block.Mean));
            if (block.To > block.From)
                knots.Add(new CalibrationKnot(block.To, block.Mean));
        }
        return knots;
    }

    private readonly record struct Point(double X, int Weight, int Sum);

    private readonly record struct Block(double From, double To, int Weight, int Sum)
    {
        public double Mean => (double)Sum / Weight;
    }
}
