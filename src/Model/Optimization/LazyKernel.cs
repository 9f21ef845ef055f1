using System.Numerics;

namespace Emotune.Model.Optimization;

/// <summary>
/// Steps with a gradient of zero, one after the other in registers: <see cref="AdamWKernel"/>'s operations and
/// <see cref="WeightAverage"/>'s.
/// </summary>
internal static unsafe class LazyKernel
{
    /// <param name="average">Null where none is kept.</param>
    public static void Fade(ReadOnlySpan<LazyStep> steps, float* weight, float* first, float* second, float* average, int count)
    {
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var (w, m, v) = (Vector.Load(weight + i), Vector.Load(first + i), Vector.Load(second + i));
            var a = average is null ? default : Vector.Load(average + i);
            foreach (ref readonly var step in steps)
            {
                var k = step.Work;
                m += (Vector<float>.Zero - m) * k.FirstWeight;
                v *= k.SecondKeep;
                var divisor = Vector.SquareRoot(v) / new Vector<float>(k.SecondCorrection) + new Vector<float>(k.Epsilon);
                w = w * k.Keep + m * k.Step / divisor;
                a += (w - a) * step.Share;
            }
            Vector.Store(w, weight + i);
            Vector.Store(m, first + i);
            Vector.Store(v, second + i);
            if (average is not null)
                Vector.Store(a, average + i);
        }
        for (; i < count; i++)
        {
            foreach (ref readonly var step in steps)
            {
                var k = step.Work;
                first[i] += (0 - first[i]) * k.FirstWeight;
                second[i] *= k.SecondKeep;
                weight[i] = weight[i] * k.Keep + first[i] * k.Step / (MathF.Sqrt(second[i]) / k.SecondCorrection + k.Epsilon);
                if (average is not null)
                    average[i] += (weight[i] - average[i]) * step.Share;
            }
        }
    }

    /// <summary>As <see cref="Fade"/> for elements whose moments are zero: nothing is added to them.</summary>
    public static void Decay(ReadOnlySpan<LazyStep> steps, float* weight, float* average, int count)
    {
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            var w = Vector.Load(weight + i);
            var a = average is null ? default : Vector.Load(average + i);
            foreach (ref readonly var step in steps)
            {
                w *= step.Work.Keep;
                a += (w - a) * step.Share;
            }
            Vector.Store(w, weight + i);
            if (average is not null)
                Vector.Store(a, average + i);
        }
        for (; i < count; i++)
        {
            foreach (ref readonly var step in steps)
            {
                weight[i] *= step.Work.Keep;
                if (average is not null)
                    average[i] += (weight[i] - average[i]) * step.Share;
            }
        }
    }
}
