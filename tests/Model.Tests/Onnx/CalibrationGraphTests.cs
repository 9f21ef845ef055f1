using Emotune.Calibration;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Maps;
using Emotune.Model.Tests.Artifacts;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emotune.Model.Tests.Onnx;

/// <summary>Calibration in the graph against the same maps in C#.</summary>
public sealed class CalibrationGraphTests : IDisposable
{
    private const int Labels = 4;
    private const double Tolerance = 1e-12;

    // Of every size, zeros, and logits at which no power may overflow.
    private static readonly float[] Logits =
        [.. Enumerable.Range(0, 400 - 8).Select(i => (i - 196) / 17f), 0, -0f, 40, -40, 700, -700, 1e5f, -1e5f];

    private readonly TemporaryFolder _folder = new();

    public static Cases Methods => SampleMaps.Methods;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    internal void Probabilities_are_those_of_the_maps(CalibrationMethod method) => AssertSame(SampleMaps.Of(method, Labels));

    [Fact]
    public void Labels_with_maps_of_several_methods_keep_their_order() => AssertSame(
    [
        new TemperatureMap(0.7), CalibrationMap.Identity, new IsotonicMap([new(0.25, 0.1), new(0.5, 0.1), new(0.75, 0.9)]),
        new TemperatureMap(2),
    ]);

    [Fact]
    public void Steep_maps_keep_double_precision() => AssertSame(
        [new TemperatureMap(1e-4), new PlattMap(1e5, -3.3e5), new PlattMap(-2e4, 17), new BetaMap(3e4, 1e-3, 5)], 1e-9);

    [Fact]
    public void Where_an_isotonic_map_is_level_its_value_is_exact()
    {
        const double Level = 0.1 + 0.2;
        var map = new IsotonicMap([new(0.1, 0.05), new(0.3, Level), new(0.7, Level), new(0.9, 0.95)]);
        var level = Run([map, map, map, map]).Where((_, i) => 1 / (1 + Math.Exp(-Logits[i])) is > 0.31 and < 0.69).ToList();
        Assert.NotEmpty(level);
        Assert.All(level, p => Assert.Equal(Level, p));
    }

    private void AssertSame(CalibrationMap[] maps, double tolerance = Tolerance)
    {
        var actual = Run(maps);
        for (var i = 0; i < Logits.Length; i++)
            Assert.InRange(Math.Abs(maps[i % Labels].Probability(Logits[i]) - actual[i]), 0, tolerance);
    }

    private double[] Run(CalibrationMap[] maps)
    {
        var graph = new GraphBuilder();
        var logits = graph.Input("logits", OnnxType.Float32, "batch_size", Labels);
        graph.Output("probabilities", graph.Calibrate(logits, maps), OnnxType.Float64, "batch_size", Labels);
        var path = _folder.File("calibration.onnx");
        OnnxFile.Write(path, graph.Build());
        using var session = RuntimeLog.Open(path).Session;
        using var results = session.Run(
            [NamedOnnxValue.CreateFromTensor("logits", new DenseTensor<float>(Logits, [Logits.Length / Labels, Labels]))]);
        return [.. results[0].AsTensor<double>()];
    }
}
