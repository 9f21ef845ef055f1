using Emotune.Calibration;
using Emotune.Files;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>What is written is read back equal, whatever it is.</summary>
public sealed class WrittenAndReadTests : IDisposable
{
    private static readonly string[] Names =
    [
        "a", "weight", "ünï 😀", "a.b/c", "\"", "\\", "\n", "\0", "\u2028", "", " ", "漢字", "e\u0301", "{}", "dtype",
        "é".PadLeft(300, 'x'),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_tensors_come_back(int seed)
    {
        var random = new Random(seed);
        NamedTensor[] tensors = [.. Names.Select(name => Tensor(random, name))];
        var metadata = Names.ToDictionary(n => n, n => n + n);
        SafetensorsWriter.Write(_folder.File("w"), tensors, metadata);

        using var file = SafetensorsFile.Open(_folder.File("w"));

        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(tensors.Length, file.Tensors.Count);
        foreach (var tensor in tensors)
        {
            Assert.Equal(tensor.Type, file.Info(tensor.Name).Type);
            Assert.Equal(tensor.Shape, file.Info(tensor.Name).Shape);
            Assert.Equal(tensor.Data.ToArray(), file.Bytes(tensor.Name).ToArray());
        }
    }

    public static IEnumerable<object[]> Fits() => Enum.GetValues<CalibrationMethod>().SelectMany(
        method => Enum.GetValues<CalibrationScope>(), object[] (method, scope) => [method, scope, (int)method + 1]);

    [Theory]
    [MemberData(nameof(Fits))]
    internal void A_calibration_and_its_thresholds_come_back_to_the_last_bit(CalibrationMethod method, CalibrationScope scope, int seed)
    {
        var validation = SyntheticPredictions.Of(seed, rows: 80, labels: 5, oneSided: true);
        var calibration = Calibrator.Fit(validation, method, scope);
        var thresholds = DecisionThresholds.Choose(validation, calibration, ThresholdStrategy.PerLabelF1);
        Json.Write(_folder.File("calibration.json"), calibration);
        Json.Write(_folder.File("thresholds.json"), thresholds);

        var read = Json.Read<CalibrationResult>(_folder.File("calibration.json"));

        Assert.Equal(
            calibration.Calibrate(validation.Logits, validation.LabelCount), read.Calibrate(validation.Logits, validation.LabelCount));
        Assert.Equal(Json.Text(calibration), Json.Text(read));
        Assert.Equal(thresholds.Labels, Json.Read<DecisionThresholds>(_folder.File("thresholds.json")).Labels);
    }

    private static NamedTensor Tensor(Random random, string name)
    {
        var type = random.GetItems(Enum.GetValues<TensorType>(), 1)[0];
        long[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(4))];
        var data = new byte[shape.Aggregate(1L, (count, length) => count * length) * type.ElementBytes()];
        random.NextBytes(data);
        return new NamedTensor(name, type, shape, data);
    }
}
