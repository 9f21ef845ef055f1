using System.Diagnostics;
using Emotune.Model.Kernels;
using Emotune.Model.Network;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Kernels;

/// <summary>What long texts cost; that the numbers are right is tested with the layers around them.</summary>
public sealed unsafe class RotaryAttentionKernelTests(ITestOutputHelper output)
{
    private const int Heads = 2, HeadSize = 32, Width = Heads * HeadSize;

    [Theory]
    [InlineData(64, 512)]
    [InlineData(null, 64)]
    public void Memory_grows_with_the_length_and_not_with_its_square(int? window, int shortest)
    {
        var sizes = new[] { 1, 4, 16 }.Select(times => shortest * times).Select(length => (double)Pass(length, window)).ToArray();
        Assert.InRange(sizes[1] / sizes[0], 0, 4.001);
        Assert.InRange(sizes[2] / sizes[0], 0, 16.001);
    }

    /// <returns>The numbers that forward and backward pass need room for.</returns>
    private long Pass(int length, int? window)
    {
        using var scope = NewDisposeScope();
        using var scratch = new NativeFloats();
        using Matrix projected = new(ScalarType.Float32, 3 * Width), context = new(ScalarType.Float32, Width),
            gradient = new(ScalarType.Float32, 3 * Width);
        var kernel = new RotaryAttentionKernel<Float32Number>(Heads, HeadSize, new RotaryTable(10_000, HeadSize), window, scratch);
        foreach (var matrix in new[] { projected, context, gradient })
            matrix.Reserve(length);
        for (var i = 0; i < length * 3 * Width; i++)
            projected.Floats(0)[i] = MathF.Sin(i * 0.37f);
        var sequence = new PackedSequence(0, length, 0, 0);
        var bias = stackalloc float[3 * Width];
        new Span<float>(bias, 3 * Width).Clear();
        var clock = Stopwatch.StartNew();
        kernel.Forward(sequence, projected, bias, null, null, context);
        kernel.Backward(sequence, projected, bias, null, null, context, gradient);
        output.WriteLine(FormattableString.Invariant(
            $"{length} tokens: {clock.Elapsed.TotalMicroseconds / length:0.00} µs a token, {scratch.Capacity / 1e6:0.00} million numbers"));
        return scratch.Capacity;
    }
}
