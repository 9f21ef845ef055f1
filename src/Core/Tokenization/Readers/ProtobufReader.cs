using System.Buffers.Binary;

namespace Emotune.Tokenization.Readers;

/// <summary>
/// Reads the fields of a Protocol Buffers message, of which SentencePiece's model file is one. Every length is held against the bytes
/// that are there.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private ReadOnlySpan<byte> _content;
    private ulong _number;
    private int _wire;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Reads the next field; false at the message's end.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var key = ReadVarint();
        (Field, _wire) = ((int)Math.Min(key >> 3, int.MaxValue), (int)(key & 7));
        switch (_wire)
        {
            case Varint:
                _number = ReadVarint();
                break;
            case Bytes:
                _content = Take(ReadVarint());
                break;
            case Fixed32:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case Fixed64:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            default:
                throw new InvalidDataException($"Field {Field} has the unknown wire type {_wire}");
        }

        return true;
    }

    /// <summary>The field as bytes: a text, or a message of its own.</summary>
    public readonly ReadOnlySpan<byte> Content => _wire == Bytes ? _content : throw Unlike("bytes");

    public readonly ulong Number => _wire == Varint ? _number : throw Unlike("a number");

    public readonly float Single => _wire == Fixed32 ? BitConverter.UInt32BitsToSingle((uint)_number) : throw Unlike("a number");

    private readonly InvalidDataException Unlike(string expected) => new($"Field {Field} is not {expected}");

    private ulong ReadVarint()
    {
        var value = 0ul;
        for (var index = 0; index < 10; index++)
        {
            if (index == _rest.Length)
                throw new InvalidDataException("It ends within a number");
            value |= (ulong)(_rest[index] & 0x7F) << 7 * index;
            if (_rest[index] < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("A number is longer than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException($"Field {Field} needs {length} bytes, but {_rest.Length} are left");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
