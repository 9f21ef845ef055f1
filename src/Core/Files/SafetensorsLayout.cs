using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>What the format asks of byte ranges: each as long as its tensor, and all together the data without gap or overlap.</summary>
internal static class SafetensorsLayout
{
    /// <summary>The tensors in the order of their data, checked against <paramref name="dataBytes"/> bytes of it.</summary>
    /// <exception cref="DiagnosticException">A range is out of bounds, of the wrong length, overlaps, or leaves bytes unused.</exception>
    public static List<TensorInfo> InDataOrder(IEnumerable<TensorInfo> tensors, long dataBytes, string path)
    {
        // Stable: the empty tensors that share an offset stay in the header's order.
        List<TensorInfo> ordered = [.. tensors.OrderBy(t => t.Start).ThenBy(t => t.End)];
        var end = 0L;
        var previous = "";
        foreach (var tensor in ordered)
        {
            CheckSize(tensor, dataBytes, path);
            if (tensor.Start < end)
                throw new DiagnosticException(Problems.TensorsOverlap.In(path, previous, tensor.Name));
            if (tensor.Start > end)
                throw new DiagnosticException(Problems.DataNotCovered.In(path, end, tensor.Start));
            (end, previous) = (tensor.End, tensor.Name);
        }

        return end == dataBytes
            ? ordered
            : throw new DiagnosticException(Problems.DataNotCovered.In(path, end, dataBytes));
    }

    private static void CheckSize(TensorInfo tensor, long dataBytes, string path)
    {
        if (TensorTypes.ElementCount(tensor.Shape) is not { } count || count > long.MaxValue / 8)
            throw new DiagnosticException(Problems.TensorShapeInvalid.In(path, tensor.Name));
        if (tensor.End > dataBytes)
            throw new DiagnosticException(Problems.TensorOutOfBounds.In(path, tensor.Name, tensor.End, dataBytes));
        var expected = count * tensor.Type.ElementBytes();
        if (tensor.ByteCount != expected)
        {
            throw new DiagnosticException(Problems.TensorSizeWrong.In(
                path, tensor.Name, tensor.Type.Code(), TensorInfo.Describe(tensor.Shape), expected, tensor.ByteCount));
        }
    }
}
