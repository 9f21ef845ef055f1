using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Files;

namespace Emotune.Model.Onnx.Format;

/// <summary>Models in files. The same model gives the same bytes.</summary>
internal static class OnnxFile
{
    // Protocol Buffers read no message that is larger.
    private const long LargestMessage = int.MaxValue;

    // Smaller constants are shapes and the like, which a reader wants before it opens the other file.
    private const long SmallestOutside = 1024;

    // A reader can then map each constant into memory.
    private const long Alignment = 4096;

    /// <summary>
    /// Writes a model to a file of its own. Where that would be larger than ONNX allows, the large constants go to a second file beside
    /// it, whose name ends in <see cref="ExportLayout.DataSuffix"/>.
    /// </summary>
    /// <returns>Whether there is a second file.</returns>
    /// <exception cref="DiagnosticException">A file cannot be written.</exception>
    public static bool Write(string path, OnnxModel model, long largest = LargestMessage)
    {
        var whole = model.ToMessage(Inside);
        if (whole.Length <= largest)
        {
            AtomicFile.Write(path, whole.WriteTo);
            return false;
        }

        var data = path + ExportLayout.DataSuffix;
        var places = Places(model.Tensors);
        AtomicFile.Write(data, stream => WriteData(stream, places));
        var split = model.ToMessage(t => places.TryGetValue(t, out var start) ? Outside(t, Path.GetFileName(data), start) : Inside(t));
        AtomicFile.Write(path, split.WriteTo);
        return true;
    }

    private static OrderedDictionary<OnnxTensor, long> Places(IEnumerable<OnnxTensor> tensors)
    {
        var places = new OrderedDictionary<OnnxTensor, long>();
        var end = 0L;
        foreach (var tensor in tensors.Where(t => t.ByteCount >= SmallestOutside))
        {
            var start = (end + Alignment - 1) / Alignment * Alignment;
            places.Add(tensor, start);
            end = start + tensor.ByteCount;
        }
        return places;
    }

    private static void WriteData(Stream stream, OrderedDictionary<OnnxTensor, long> places)
    {
        foreach (var (tensor, start) in places)
        {
            stream.Write(new byte[start - stream.Position]);
            tensor.Write(stream);
        }
    }

    private static ProtoMessage Inside(OnnxTensor tensor) => Named(tensor).Add(Field.RawData, tensor.ByteCount, tensor.Write);

    private static ProtoMessage Outside(OnnxTensor tensor, string file, long start) => Named(tensor)
        .Add(Field.OutsideData, Entry("location", file))
        .Add(Field.OutsideData, Entry("offset", start.ToString(CultureInfo.InvariantCulture)))
        .Add(Field.OutsideData, Entry("length", tensor.ByteCount.ToString(CultureInfo.InvariantCulture)))
        .Add(Field.DataLocation, 1);

    private static ProtoMessage Entry(string key, string value) => new ProtoMessage().Add(1, key).Add(2, value);

    private static ProtoMessage Named(OnnxTensor tensor)
    {
        var message = new ProtoMessage();
        foreach (var size in tensor.Shape)
            message.Add(Field.Size, size);
        return message.Add(Field.Type, (long)tensor.Type).Add(Field.Name, tensor.Name);
    }

    // TensorProto
    private static class Field
    {
        public const int Size = 1, Type = 2, Name = 8, RawData = 9, OutsideData = 13, DataLocation = 14;
    }
}
