namespace Emotune.Tokenization.Unicode;

/// <summary>A stretch of text after normalisation, each of its UTF-16 units with the place in the original that it stands for.</summary>
internal sealed class NormalizedText
{
    private char[] _chars = new char[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    public int Start(int index) => _starts[index];

    public int End(int index) => _ends[index];

    public void Clear() => Length = 0;

    /// <summary>Appends a character that stands for the original's [<paramref name="start"/>, <paramref name="end"/>).</summary>
    public void Add(int character, int start, int end)
    {
        if (Length + 2 > _chars.Length)
            Grow();
        if (character < 0x10000)
        {
            Set((char)character, start, end);
            return;
        }

        Set((char)(0xD800 + ((character - 0x10000) >> 10)), start, end);
        Set((char)(0xDC00 + ((character - 0x10000) & 0x3FF)), start, end);
    }

    /// <summary>Appends the original's [<paramref name="from"/>, <paramref name="to"/>) as it is.</summary>
    public void AddOriginal(ReadOnlySpan<char> text, int from, int to)
    {
        for (int index = from, length; index < to; index += length)
        {
            var character = Characters.At(text[..to], index, out length);
            Add(character, index, index + length);
        }
    }

    /// <summary>
    /// Makes this a copy of a part of <paramref name="other"/> with a space before it, which shares its first character's place.
    /// </summary>
    public void CopyWithSpace(NormalizedText other, int from, int to)
    {
        Clear();
        Add(' ', other.Start(from), other.End(from));
        for (var index = from; index < to; index++)
        {
            if (Length == _chars.Length)
                Grow();
            Set(other._chars[index], other._starts[index], other._ends[index]);
        }
    }

    private void Set(char unit, int start, int end)
    {
        _chars[Length] = unit;
        _starts[Length] = start;
        _ends[Length++] = end;
    }

    private void Grow()
    {
        Array.Resize(ref _chars, _chars.Length * 2);
        Array.Resize(ref _starts, _starts.Length * 2);
        Array.Resize(ref _ends, _ends.Length * 2);
    }
}
