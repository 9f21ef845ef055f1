using System.Text;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Counts lines and columns while text goes by.</summary>
internal struct TextPosition()
{
    private int _line = 1, _column = 1;

    /// <summary>Where the next character stands.</summary>
    public readonly TextPlace Place => new(_line, _column);

    /// <param name="utf8">Valid, and of whole characters.</param>
    public void Pass(ReadOnlySpan<byte> utf8)
    {
        var last = utf8.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            _line += utf8[..(last + 1)].Count((byte)'\n');
            _column = 1;
        }

        _column += Encoding.UTF8.GetCharCount(utf8[(last + 1)..]);
    }
}
