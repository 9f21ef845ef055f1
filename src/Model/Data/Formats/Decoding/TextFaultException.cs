using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Says that a file's bytes are not the text that they should be, and where they cease to be.</summary>
internal sealed class TextFaultException(DiagnosticKind kind, params object?[] given) : IOException(kind.Code)
{
    public DiagnosticKind Kind => kind;

    public object?[] Given => given;

    /// <summary>Where the text ends that could be read.</summary>
    public TextPlace Place { get; init; }

    public TextFaultException At(TextPlace place) => new(kind, given) { Place = place };
}
