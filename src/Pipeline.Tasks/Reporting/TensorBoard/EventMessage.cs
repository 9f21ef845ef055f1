using System.Text;

namespace Emotune.Pipeline.Reporting.TensorBoard;

/// <summary>TensorFlow's <c>Event</c> in protobuf's encoding, with the fields that scalars need.</summary>
internal static class EventMessage
{
    private const string FileVersion = "brain.Event:2";

    // The numbers of the fields in event.proto and summary.proto.
    private const int WallTime = 1, Step = 2, Version = 3, Summary = 5, SummaryValue = 1, Tag = 1, SimpleValue = 2;

    // How protobuf encodes a field's content.
    private const int Varint = 0, Bits64 = 1, Bytes = 2, Bits32 = 5;

    /// <summary>The first event of each file: what the rest is written in.</summary>
    public static byte[] First() => Message(writer =>
    {
        Field(writer, WallTime, Bits64);
        writer.Write(0.0);
        Nested(writer, Version, Encoding.UTF8.GetBytes(FileVersion));
    });

    /// <summary>Figures of one step. In the place of the time stands the step, so that the same training gives the same bytes.</summary>
    public static byte[] Scalars(int step, IEnumerable<(string Tag, float Value)> values) => Message(writer =>
    {
        Field(writer, WallTime, Bits64);
        writer.Write((double)step);
        Field(writer, Step, Varint);
        writer.Write7BitEncodedInt64(step);
        Nested(writer, Summary, Message(summary =>
        {
            foreach (var (tag, value) in values)
                Nested(summary, SummaryValue, Value(tag, value));
        }));
    });

    private static byte[] Value(string tag, float value) => Message(writer =>
    {
        Nested(writer, Tag, Encoding.UTF8.GetBytes(tag));
        Field(writer, SimpleValue, Bits32);
        writer.Write(value);
    });

    private static byte[] Message(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
            write(writer);
        return stream.ToArray();
    }

    private static void Field(BinaryWriter writer, int number, int encoding) => writer.Write7BitEncodedInt((number << 3) | encoding);

    private static void Nested(BinaryWriter writer, int number, byte[] content)
    {
        Field(writer, number, Bytes);
        writer.Write7BitEncodedInt(content.Length);
        writer.Write(content);
    }
}
