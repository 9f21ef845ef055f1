using System.Globalization;

namespace Emotune.Files;

/// <summary>A tensor of a safetensors file: its row-major shape and the byte range [Start, End) that it takes after the header.</summary>
internal sealed record TensorInfo(string Name, TensorType Type, long[] Shape, long Start, long End)
{
    public long ByteCount => End - Start;

    public long Count => ByteCount / Type.ElementBytes();

    public static string Describe(ReadOnlySpan<long> shape)
    {
        var text = new System.Text.StringBuilder("[");
        for (var i = 0; i < shape.Length; i++)
            text.Append(i == 0 ? "" : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        return text.Append(']').ToString();
    }
}
