using System.Buffers;
using Emotune.Files;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>
/// A text as valid UTF-8 without its mark, whatever it is written in. What is wrong in it is told after all that is right.
/// </summary>
/// <param name="bytes">Disposed of with this.</param>
/// <param name="encoding">That of a text without a mark; null where nobody said one.</param>
internal sealed class DecodedSource(IByteSource bytes, TextEncoding? encoding) : IByteSource
{
    private const int ChunkLength = 1 << 16;

    private readonly byte[] _raw = new byte[ChunkLength];
    private readonly ArrayBufferWriter<byte> _text = new(ChunkLength);
    private IByteDecoder? _decoder;
    private TextPosition _position = new();
    private int _rawLength, _given;
    private bool _isLast;
    private TextFaultException? _fault;

    /// <exception cref="TextFaultException">The text ends here, because the next byte is wrong (EXP3002, EXP3041–3045).</exception>
    public int Read(Span<byte> into)
    {
        while (_given == _text.WrittenCount)
        {
            if (_fault is not null)
                throw _fault;
            if (_isLast && _rawLength == 0)
                return 0;
            DecodeChunk();
        }

        var next = _text.WrittenSpan[_given..];
        var count = Math.Min(next.Length, into.Length);
        next[..count].CopyTo(into);
        _given += count;
        return count;
    }

    public void Dispose() => bytes.Dispose();

    private void DecodeChunk()
    {
        _text.ResetWrittenCount();
        _given = 0;
        try
        {
            do
                ReadOn();
            while (_decoder is null && !_isLast && _rawLength < ByteOrderMark.LongestLength);

            var raw = _raw.AsSpan(0, _rawLength);
            var mark = 0;
            if (_decoder is null)
                (_decoder, mark) = ByteOrderMark.Read(raw[..Math.Min(raw.Length, ByteOrderMark.LongestLength)], encoding);
            var decoded = _decoder.Decode(raw[mark..], _isLast, _text);
            _position.Pass(_text.WrittenSpan);
            var rest = raw[(mark + decoded.Length)..];
            if (decoded.IsWrong)
                _fault = _decoder.Fault(rest, Rest(rest)).At(_position.Place);
            rest.CopyTo(_raw);
            _rawLength = rest.Length;
        }
        catch (TextFaultException fault)
        {
            _fault = fault.At(_position.Place);
        }
    }

    private void ReadOn()
    {
        var count = bytes.Read(_raw.AsSpan(_rawLength));
        _rawLength += count;
        _isLast = count == 0;
    }

    private Func<Predicate<byte>, bool> Rest(ReadOnlySpan<byte> begun)
    {
        var first = begun.ToArray();
        return holds =>
        {
            var all = Array.TrueForAll(first, holds);
            var more = new byte[ChunkLength];
            while (all && bytes.Read(more) is > 0 and var count)
                all = Array.TrueForAll(more[..count], holds);
            return all;
        };
    }
}
