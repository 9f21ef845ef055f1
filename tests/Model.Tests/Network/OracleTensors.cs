using System.Globalization;
using Emotune.Files;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

/// <summary>Reference tensors of one file, as libtorch's, and the comparison with them.</summary>
internal sealed class OracleTensors(SafetensorsFile file) : IDisposable
{
    public static OracleTensors Open(string path) => new(SafetensorsFile.Open(path));

    public IEnumerable<string> Names => file.Tensors.Keys;

    public Tensor InputIds => Integers("input_ids");

    public Tensor AttentionMask => Integers("attention_mask");

    public Tensor Integers(string name) => tensor(file.ReadInt64(name), file.Info(name).Shape);

    public Tensor Singles(string name) => tensor(file.ReadSingle(name), file.Info(name).Shape);

    public IEnumerable<string> Below(string prefix) =>
        Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..]).Order(StringComparer.Ordinal);

    public void AssertNear(string name, Tensor actual, double tolerance)
    {
        Assert.Equal(file.Info(name).Shape, actual.dim() == 0 ? [1L] : actual.shape);
        AssertNear(name, file.ReadSingle(name), actual.ToArray(), _ => tolerance);
    }

    /// <summary>1e-7 + 1e-4 × the tensor's largest entry.</summary>
    public void AssertGradientNear(string parameter, Tensor actual)
    {
        var expected = file.ReadSingle("grad." + parameter);
        var tolerance = 1e-7 + 1e-4 * expected.Max(Math.Abs);
        Assert.Equal(file.Info("grad." + parameter).Shape, actual.shape);
        AssertNear("grad." + parameter, expected, actual.ToArray(), _ => tolerance);
    }

    private static void AssertNear(string name, float[] expected, float[] actual, Func<int, double> tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance(i), // false for NaN
                string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]: {actual[i]} instead of {expected[i]}, within {tolerance(i)}"));
        }
    }

    public void Dispose() => file.Dispose();
}
