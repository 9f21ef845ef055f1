using System.Text.Json;
using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;

namespace Emotune.Model.Tests.Calibration;

/// <summary>Logits that are finite and no more: figures stay finite and the same whatever the order of the rows.</summary>
public sealed class ExtremeLogitsTests
{
    private const int Orders = 12;

    private static readonly float[][] Logits =
    [
        [1e30f, -1e30f, 1e30f, -1e30f, 0, 1],
        [3e38f, -3e38f, 3e38f, 2e38f, -1e38f, -3e38f],
        [1e-30f, 1e30f, -1e-30f, -1e30f, 1e-30f, 1e30f],
        [1e-30f, 2e-30f, -1e-30f, 3e-30f, -2e-30f, 0],
        [float.Epsilon, -float.Epsilon, float.Epsilon, 0, float.MaxValue, -float.MaxValue],
        [7, 7, 7, 7, 7, 7],
        [3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f],
        [0.5f, -0.25f, 1, -2, 0.75f, 1e30f],
        [0.5f, -0.25f, 1, -2, 0.75f, -3e38f],
        [0.56450576f, 0.7796156f, -2.7852081e29f, 0.2699347f, 5.000541f, 1],
        [-64422690, -1.8534496e-07f, 5933050, 2.058863e-05f, 0.00077725213f, -14.489884f],
        [0.0032111513f, 0.13796033f, 1.2520327e-06f, 9920033, -1.5928754e-05f, 2],
        [5.000415f, 5.0008245f, 5.000107f, 5.000068f, 5.0009046f, 5.0006146f],
        [-1, 2, 2, -1, 2, -1],
    ];

    public static Cases ByMethod
    {
        get
        {
            var cases = new Cases();
            foreach (var method in Enum.GetValues<CalibrationMethod>())
            {
                foreach (var row in Logits)
                    cases.Add(method, row);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(ByMethod))]
    internal void Every_labelling_has_finite_figures_no_worse_than_none(CalibrationMethod method, float[] logits)
    {
        for (var truth = 1; truth < 1 << logits.Length; truth++)
        {
            var fit = Fit(method, logits, Labels(truth, logits.Length));
            Assert.True(fit.Map.IsSound && double.IsFinite(fit.NllAfter), fit.Map.Describe());
            Assert.True(fit.NllAfter <= fit.NllBefore + 1e-9 * Math.Max(1, fit.NllBefore), $"{truth}: {fit.NllBefore} → {fit.NllAfter}");
            Assert.All(logits, z => Assert.True(double.IsFinite(fit.Map.Logit(z)) && fit.Map.Probability(z) is >= 0 and <= 1));
            Assert.True(fit.Map is not IdentityMap || method == CalibrationMethod.None || fit.Note is not null);
            Assert.Equal(fit.Map, Read(fit).Map is IsotonicMap ? fit.Map : Read(fit).Map);
        }
    }

    [Theory]
    [MemberData(nameof(ByMethod))]
    internal void The_order_of_extreme_rows_changes_no_figure(CalibrationMethod method, float[] logits)
    {
        // Ordinary logits keep the order in which they come, and with it their last digits.
        var extreme = Array.Exists(logits, z => Math.Abs(z) > 1e4f);
        var random = new Random(4);
        for (var truth = 1; truth < 1 << logits.Length; truth += 2)
        {
            var (rows, labels) = ((float[])logits.Clone(), Labels(truth, logits.Length));
            var expected = Fit(method, rows, labels);
            for (var order = 0; order < Orders; order++)
            {
                for (var i = rows.Length - 1; i > 0; i--)
                {
                    var j = random.Next(i + 1);
                    (rows[i], rows[j], labels[i], labels[j]) = (rows[j], rows[i], labels[j], labels[i]);
                }
                var fit = Fit(method, rows, labels);
                Assert.Equal((expected.Converged, expected.Note), (fit.Converged, fit.Note));
                if (extreme)
                    Assert.Equal(Json.Text(expected), Json.Text(fit));
                Assert.Equal(expected.NllAfter, fit.NllAfter, expected.NllAfter * 1e-9);
            }
        }
    }

    private static LabelCalibration Fit(CalibrationMethod method, float[] logits, byte[] labels) =>
        Calibrator.Fit(new Predictions(logits, labels, 1), method, CalibrationScope.PerLabel).Labels[0];

    private static LabelCalibration Read(LabelCalibration fit) =>
        JsonSerializer.Deserialize<LabelCalibration>(Json.Text(fit), Json.Options)!;

    private static byte[] Labels(int truth, int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(truth >> i & 1))];
}
