namespace Emotune.Model.Diagnostics;

/// <summary>A place in a user's file; line and column count from one, zero where not known.</summary>
public sealed record SourceLocation(string File, int Line = 0, int Column = 0);

/// <summary>One problem of a user's making: its code, what was given, what is valid, and where.</summary>
public sealed record Diagnostic(string Code, string Message, SourceLocation? At = null)
{
    /// <summary><c>file(line,column): code: message</c>, with as much of the place as is known.</summary>
    public override string ToString() => At switch
    {
        null => $"{Code}: {Message}",
        { Line: 0 } => $"{At.File}: {Code}: {Message}",
        _ => FormattableString.Invariant($"{At.File}({At.Line},{At.Column}): {Code}: {Message}"),
    };
}

/// <summary>
/// A numbered kind of problem; <paramref name="Format"/> takes the values that were given. A message is one line: control characters
/// in the values are escaped.
/// </summary>
public sealed record DiagnosticKind(string Code, string Format)
{
    public Diagnostic At(SourceLocation? location, params object?[] given) =>
        new(Code, MessageText.Escape(string.Format(System.Globalization.CultureInfo.InvariantCulture, Format, given)), location);

    public Diagnostic In(string file, params object?[] given) => At(new SourceLocation(file), given);

    public Diagnostic Given(params object?[] given) => At(null, given);
}

/// <summary>One or more problems of a user's making; never a fault of the program's own.</summary>
public sealed class DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(string.Join(Environment.NewLine, diagnostics.Select(d => $"{d.Code}: {d.Message}")))
{
    public DiagnosticException(Diagnostic diagnostic) : this([diagnostic]) { }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
