using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>The softmax of a query's scores, and the way back. A row has room for the lanes that fill it up.</summary>
internal static unsafe class AttentionSoftmax
{
    private const int Lanes = INumber.Lanes;

    /// <summary>In place, over the first numbers of a row. What fills the row up becomes zero.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Forward(float* row, int length)
    {
        for (var j = length; j % Lanes != 0; j++)
            row[j] = float.NegativeInfinity;
        var largest = Vector512.Load(row);
        for (var j = Lanes; j < length; j += Lanes)
            largest = Vector512.Max(largest, Vector512.Load(row + j));
        var maximum = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
            maximum = Math.Max(maximum, largest[lane]);
        var sum = Vector512<float>.Zero;
        for (var j = 0; j < length; j += Lanes)
        {
            var e = VectorMath.Exp(Vector512.Load(row + j) - Vector512.Create(maximum));
            sum += e;
            e.Store(row + j);
        }
        var filling = 0f;
        for (var j = length; j % Lanes != 0; j++)
        {
            filling += row[j];
            row[j] = 0;
        }
        var inverse = 1 / (Vector512.Sum(sum) - filling);
        for (var j = 0; j < length; j += Lanes)
            (Vector512.Load(row + j) * inverse).Store(row + j);
    }

    /// <summary>dS = P · (dP − Σ dP · P), in the place of <paramref name="gradient"/>, which comes from behind dropout.</summary>
    /// <param name="element">The row's first number among all that dropout counts.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Backward(float* gradient, float* probabilities, int length, DropoutBits? dropout, long element)
    {
        var sum = Vector512<float>.Zero;
        for (var j = 0; j < length; j += Lanes)
        {
            var g = Vector512.Load(gradient + j);
            if (dropout is not null)
                g = dropout.Apply(g, element + j);
            g.Store(gradient + j);
            sum = Vector512.FusedMultiplyAdd(g, Vector512.Load(probabilities + j), sum);
        }
        var mean = Vector512.Create(Vector512.Sum(sum));
        for (var j = 0; j < length; j += Lanes)
            ((Vector512.Load(gradient + j) - mean) * Vector512.Load(probabilities + j)).Store(gradient + j);
    }
}
