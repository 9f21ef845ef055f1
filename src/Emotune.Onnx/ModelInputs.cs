using Emotune.Exported;
using Microsoft.ML.OnnxRuntime;

namespace Emotune.Onnx;

/// <summary>The graph's inputs for a batch.</summary>
internal sealed class ModelInputs : IDisposable
{
    private ModelInputs(OrtValue[] values) => Values = values;

    /// <summary>Gets the tensors in the order of their names.</summary>
    public IReadOnlyCollection<OrtValue> Values { get; }

    /// <param name="names">Ids first, then the mask, then the segments where the graph has them, all of which are 0.</param>
    public static ModelInputs Of(PaddedRows rows, IReadOnlyList<string> names)
    {
        long[][] all = [rows.InputIds, rows.AttentionMask, new long[rows.InputIds.Length]];
        return new ModelInputs(
            [.. all.Take(names.Count).Select(values => OrtValue.CreateTensorValueFromMemory(values, [rows.Rows, rows.Length]))]);
    }

    public void Dispose()
    {
        foreach (var value in Values)
            value.Dispose();
    }
}
