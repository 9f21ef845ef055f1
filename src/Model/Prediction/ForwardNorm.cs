using System.Runtime.Intrinsics;
using Emotune.Model.Kernels;

namespace Emotune.Model.Prediction;

/// <summary>A residual sum and its layer normalisation in one pass; the weights belong to the network.</summary>
/// <param name="bias">Null for a norm that only scales.</param>
internal sealed unsafe class ForwardNorm<TNumber>(float* weight, float* bias, int width, double epsilon) where TNumber : struct, INumber
{
    private const int Lanes = INumber.Lanes;

    /// <summary>states := norm(states + change + changeBias), and the same in the form that is multiplied.</summary>
    public void AddAndNormalise(int rows, Matrix states, Matrix change, float* changeBias, Matrix input)
    {
        for (var row = 0; row < rows; row++)
        {
            var state = states.Floats(row);
            var added = change.Row(row);
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                var sum = Float32Number.Load(state, c, count) + TNumber.Load(added, c, count) + Float32Number.Load(changeBias, c, count);
                Float32Number.Store(sum, state, c, count);
            }
            Normalise(state, input.Row(row));
        }
    }

    /// <summary>One row of states, in place and into <paramref name="input"/>.</summary>
    public void Normalise(float* state, void* input)
    {
        LayerNormRow.Forward(state, width, (float)epsilon, state);
        for (var c = 0; c < width; c += Lanes)
        {
            var count = Math.Min(Lanes, width - c);
            var value = Scaled(state, c, count);
            Float32Number.Store(value, state, c, count);
            TNumber.Store(value, input, c, count);
        }
    }

    /// <summary>input := norm(states), in the form that is multiplied; the states stay.</summary>
    public void NormaliseInto(int rows, Matrix states, Matrix input)
    {
        var normalized = stackalloc float[width];
        for (var row = 0; row < rows; row++)
        {
            LayerNormRow.Forward(states.Floats(row), width, (float)epsilon, normalized);
            for (var c = 0; c < width; c += Lanes)
            {
                var count = Math.Min(Lanes, width - c);
                TNumber.Store(Scaled(normalized, c, count), input.Row(row), c, count);
            }
        }
    }

    private Vector512<float> Scaled(float* normalized, int c, int count)
    {
        var value = Float32Number.Load(normalized, c, count) * Float32Number.Load(weight, c, count);
        return bias is null ? value : value + Float32Number.Load(bias, c, count);
    }
}
