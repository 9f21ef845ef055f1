using System.Numerics;

namespace Emotune.Model.Optimization;

/// <summary>One parameter's share of a step; <see cref="Parameter"/> is null where it has no gradient.</summary>
internal unsafe struct AdamWWork
{
    public float* Parameter;
    public float* Gradient;
    public float GradientScale;
    public float Keep;
    public float FirstWeight;
    public float SecondKeep;
    public float SecondWeight;
    public float Step;
    public float SecondCorrection;
    public float Epsilon;
}

/// <summary>AdamW's update of a run of elements: read gradient, moments and weight once, write moments and weight once.</summary>
internal static unsafe class AdamWKernel
{
    public static void Run(in AdamWWork w, float* first, float* second, long start, int count)
    {
        var p = w.Parameter + start;
        var g = w.Gradient + start;
        var m = first + start;
        var v = second + start;
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            Element(w, p + i, g + i, m + i, v + i);
        for (; i < count; i++)
            Single(w, p + i, g + i, m + i, v + i);
    }

    private static void Element(in AdamWWork w, float* p, float* g, float* m, float* v)
    {
        var gradient = Vector.Load(g) * w.GradientScale;
        var mean = Vector.Load(m);
        mean += (gradient - mean) * w.FirstWeight;
        var square = Vector.Load(v) * w.SecondKeep + gradient * gradient * w.SecondWeight;
        var divisor = Vector.SquareRoot(square) / new Vector<float>(w.SecondCorrection) + new Vector<float>(w.Epsilon);
        Vector.Store(mean, m);
        Vector.Store(square, v);
        Vector.Store(Vector.Load(p) * w.Keep + mean * w.Step / divisor, p);
    }

    private static void Single(in AdamWWork w, float* p, float* g, float* m, float* v)
    {
        var gradient = *g * w.GradientScale;
        *m += (gradient - *m) * w.FirstWeight;
        *v = *v * w.SecondKeep + gradient * gradient * w.SecondWeight;
        var divisor = MathF.Sqrt(*v) / w.SecondCorrection + w.Epsilon;
        *p = *p * w.Keep + *m * w.Step / divisor;
    }
}
