using System.Text.Json.Serialization;

namespace Emotune.Model.Data;

/// <summary>
/// How the characters of a text file are written as bytes. A byte order mark at the beginning of a file counts before it.
/// </summary>
internal enum TextEncoding
{
    [JsonStringEnumMemberName("utf-8")]
    Utf8,

    [JsonStringEnumMemberName("windows-1252")]
    Windows1252,

    /// <summary>Little- or big-endian, which its mark says.</summary>
    [JsonStringEnumMemberName("utf-16")]
    Utf16,
}
