namespace Emotune.Tokenization.Unicode;

/// <summary>A stretch of text after normalisation, each of its UTF-16 units with the place in the original that it stands for.</summary>
internal sealed class NormalizedText
{
    private char[] _chars = new char[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    public int Length { get; private set; }

    /// <summary>Where in the original the stretch begins.</summary>
    public int Origin { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    public int Start(int index) => _starts[index];

    public int End(int index) => _ends[index];

    /// <summary>Begins anew, with a stretch that begins at <paramref name="origin"/> in the original.</summary>
    public void Clear(int origin = 0) => (Length, Origin) = (0, origin);

    /// <summary>
    /// The place of what ends at <paramref name="index"/>; before the first character, the empty place at the beginning.
    /// </summary>
    public (int Start, int End) PlaceBefore(int index) => index == 0 ? (Origin, Origin) : (_starts[index - 1], _ends[index - 1]);

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

    /// <summary>Appends a part of another text with its places.</summary>
    public void Append(NormalizedText other, int from, int to)
    {
        while (Length + (to - from) > _chars.Length)
            Grow();
        Array.Copy(other._chars, from, _chars, Length, to - from);
        Array.Copy(other._starts, from, _starts, Length, to - from);
        Array.Copy(other._ends, from, _ends, Length, to - from);
        Length += to - from;
    }

    /// <summary>
    /// Makes this a copy of a part of <paramref name="other"/> with <paramref name="prefix"/> before it, which shares its first
    /// character's place.
    /// </summary>
    public void CopyWithPrefix(char prefix, NormalizedText other, int from, int to)
    {
        Clear(other.Origin);
        Add(prefix, other.Start(from), other.End(from));
        Append(other, from, to);
    }

    /// <summary>Puts one UTF-16 unit in another's stead wherever it is.</summary>
    public void Replace(char unit, char by) => _chars.AsSpan(0, Length).Replace(unit, by);

    /// <summary>Exchanges the contents of the two.</summary>
    public void Swap(NormalizedText other)
    {
        (_chars, other._chars) = (other._chars, _chars);
        (_starts, other._starts) = (other._starts, _starts);
        (_ends, other._ends) = (other._ends, _ends);
        (Length, other.Length) = (other.Length, Length);
        (Origin, other.Origin) = (other.Origin, Origin);
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
