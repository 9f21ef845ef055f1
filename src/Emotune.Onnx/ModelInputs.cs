using Microsoft.ML.OnnxRuntime;

namespace Emotune.Onnx;

/// <summary>The graph's inputs for a batch, padded on the right.</summary>
internal sealed class ModelInputs : IDisposable
{
    private ModelInputs(OrtValue[] values) => Values = values;

    /// <summary>Gets the tensors in the order of their names.</summary>
    public IReadOnlyCollection<OrtValue> Values { get; }

    /// <param name="ids">(N) The word pieces of each text.</param>
    /// <param name="batch">(B) Which texts.</param>
    /// <param name="names">Ids first, then the mask, then the segments where the graph has them, all of which are 0.</param>
    public static ModelInputs Of(int[][] ids, int[] batch, int padId, IReadOnlyList<string> names)
    {
        var length = batch.Max(i => ids[i].Length);
        long[] shape = [batch.Length, length];
        var (pieces, mask) = (new long[batch.Length * length], new long[batch.Length * length]);
        Array.Fill(pieces, padId);
        for (var row = 0; row < batch.Length; row++)
        {
            var text = ids[batch[row]];
            for (var i = 0; i < text.Length; i++)
                pieces[row * length + i] = text[i];
            mask.AsSpan(row * length, text.Length).Fill(1);
        }
        long[][] all = [pieces, mask, new long[batch.Length * length]];
        return new ModelInputs([.. all.Take(names.Count).Select(values => OrtValue.CreateTensorValueFromMemory(values, shape))]);
    }

    public void Dispose()
    {
        foreach (var value in Values)
            value.Dispose();
    }
}
