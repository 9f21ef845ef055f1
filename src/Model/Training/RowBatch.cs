using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>Rows side by side, padded to the longest of them; its tensors belong to the current dispose scope.</summary>
/// <param name="InputIds">(B, T) int64</param>
/// <param name="AttentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
internal sealed record RowBatch(Tensor InputIds, Tensor AttentionMask)
{
    public static RowBatch Create(IReadOnlyList<int[]> rows, IReadOnlyList<int> chosen, int padId)
    {
        var width = Math.Max(1, chosen.Max(r => rows[r].Length));
        var ids = new long[chosen.Count * width];
        var mask = new long[ids.Length];
        Array.Fill(ids, padId);
        for (var i = 0; i < chosen.Count; i++)
        {
            var row = rows[chosen[i]];
            for (var t = 0; t < row.Length; t++)
                ids[i * width + t] = row[t];
            Array.Fill(mask, 1, i * width, row.Length);
        }
        long[] shape = [chosen.Count, width];
        return new RowBatch(tensor(ids, shape), tensor(mask, shape));
    }

    /// <summary>(B, L) float32 multi-hot.</summary>
    public static Tensor Labels(EncodedRows rows, IReadOnlyList<int> chosen)
    {
        var labels = new float[chosen.Count * rows.LabelCount];
        for (var i = 0; i < chosen.Count; i++)
        {
            for (var label = 0; label < rows.LabelCount; label++)
                labels[i * rows.LabelCount + label] = rows.MultiHotLabels[chosen[i] * rows.LabelCount + label];
        }
        return tensor(labels, [chosen.Count, rows.LabelCount]);
    }
}
