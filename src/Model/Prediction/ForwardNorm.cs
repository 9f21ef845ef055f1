using Emotune.Model.Kernels;

namespace Emotune.Model.Prediction;

/// <summary>A residual sum and its layer normalisation in one pass; the weights belong to the network.</summary>
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
            var value = Float32Number.Load(state, c, count) * Float32Number.Load(weight, c, count) + Float32Number.Load(bias, c, count);
            Float32Number.Store(value, state, c, count);
            TNumber.Store(value, input, c, count);
        }
    }
}
