using Emotune.Model.Onnx;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Emotune.Model.Tests.Onnx;

/// <summary>What a graph gives for some comments.</summary>
/// <param name="Logits">(N × L)</param>
internal sealed record OnnxRun(float[] Logits, float[] Probabilities, bool[] Labels)
{
    /// <summary>The comments in one batch, padded to the longest.</summary>
    public static OnnxRun Of(InferenceSession session, IReadOnlyList<int[]> comments, int padding)
    {
        int[] shape = [comments.Count, comments.Max(c => c.Length)];
        var (ids, mask, types) = (new DenseTensor<long>(shape), new DenseTensor<long>(shape), new DenseTensor<long>(shape));
        ids.Fill(padding);
        for (var row = 0; row < comments.Count; row++)
        {
            for (var place = 0; place < comments[row].Length; place++)
                (ids[row, place], mask[row, place]) = (comments[row][place], 1);
        }

        return Of(session, ids, mask, types);
    }

    public static OnnxRun Of(InferenceSession session, DenseTensor<long> ids, DenseTensor<long> mask, DenseTensor<long> types)
    {
        List<NamedOnnxValue> inputs = [
            NamedOnnxValue.CreateFromTensor(ClassifierGraph.InputIds, ids),
            NamedOnnxValue.CreateFromTensor(ClassifierGraph.AttentionMask, mask)];
        if (session.InputNames.Contains(ClassifierGraph.TokenTypeIds))
            inputs.Add(NamedOnnxValue.CreateFromTensor(ClassifierGraph.TokenTypeIds, types));
        using var results = session.Run(inputs);
        T[] Read<T>(string name) => results.Single(r => r.Name == name).AsTensor<T>().ToArray();
        return new OnnxRun(
            Read<float>(ClassifierGraph.Logits), Read<float>(ClassifierGraph.Probabilities), Read<bool>(ClassifierGraph.Labels));
    }
}
