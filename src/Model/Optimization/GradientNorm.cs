using System.Numerics;
using Emotune.Model.Kernels;
using Emotune.Model.Native;
using TorchSharp;

namespace Emotune.Model.Optimization;

/// <summary>The global norm of all gradients, and the factor that clips it.</summary>
internal static class GradientNorm
{
    /// <summary>√Σ g² over all parameters, summed in double over fixed pieces, in order: the same for any number of threads.</summary>
    public static double Compute(IEnumerable<TrainedParameter> parameters, int threads = 1) => Compute(parameters, threads, null);

    /// <param name="table">Its rows without gradient are not read.</param>
    internal static unsafe double Compute(IEnumerable<TrainedParameter> parameters, int threads, IRowTable? table)
    {
        var gradients = new List<torch.Tensor>();
        try
        {
            var chunks = new List<(nint Address, int Count)>();
            foreach (var parameter in parameters)
            {
                if (parameter.Tensor.grad is not { } gradient)
                    continue;
                gradients.Add(gradient);
                if (!gradient.is_contiguous())
                    gradients.Add(gradient = gradient.contiguous());
                AddChunks(
                    chunks, (nint)TensorMemory.Pointer(gradient), gradient.numel(), parameter.Tensor.Handle == table?.Weight.Handle
                        ? table
                        : null);
            }
            var sums = new double[chunks.Count];
            Workers.For(threads, chunks.Count, i => sums[i] = SquaredSum((float*)chunks[i].Address, chunks[i].Count));
            return Math.Sqrt(sums.Sum());
        }
        finally
        {
            gradients.ForEach(g => g.Dispose());
        }
    }

    /// <summary>PyTorch's coefficient: maximum ÷ (norm + 1e-6), at most one.</summary>
    public static double ClipCoefficient(double norm, double maximum) => Math.Min(1, maximum / (norm + 1e-6));

    private static unsafe void AddChunks(List<(nint, int)> chunks, nint address, long length, IRowTable? table)
    {
        var written = table is null ? null : Written(table);
        for (var i = 0; i < Workers.ChunkCount(length); i++)
        {
            if (written?.Contains(i) == false)
                continue;
            var (start, count) = Workers.Chunk(length, i);
            chunks.Add((address + (nint)(start * sizeof(float)), count));
        }
    }

    // The others' sums are zero.
    private static HashSet<int> Written(IRowTable table)
    {
        var width = table.Weight.shape[1];
        var chunks = new HashSet<int>();
        foreach (var row in table.Written)
        {
            for (var i = row * width / Workers.ChunkLength; i <= (row * width + width - 1) / Workers.ChunkLength; i++)
                chunks.Add((int)i);
        }
        return chunks;
    }

    private static unsafe double SquaredSum(float* values, int count)
    {
        var low = Vector<double>.Zero;
        var high = Vector<double>.Zero;
        var i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(values + i), out var a, out var b);
            low += a * a;
            high += b * b;
        }
        var sum = Vector.Sum(low + high);
        for (; i < count; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }
}
