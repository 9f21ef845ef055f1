namespace Emotune.Diagnostics;

/// <summary>A place in a user's file.</summary>
/// <param name="File">The path of the file or folder.</param>
/// <param name="Line">The line, counted from one, or zero where it is not known.</param>
/// <param name="Column">The column, counted from one, or zero where it is not known.</param>
public sealed record SourceLocation(string File, int Line = 0, int Column = 0);

/// <summary>One problem that a user can solve.</summary>
/// <param name="Code">The number of the problem, such as <c>EXP4113</c>.</param>
/// <param name="Message">The problem in words: what was given, and what is valid.</param>
/// <param name="At">The place of the problem, or null where it has none.</param>
public sealed record Diagnostic(string Code, string Message, SourceLocation? At = null)
{
    /// <summary>Writes the problem as <c>file(line,column): code: message</c>, with as much of the place as is known.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => At switch
    {
        null => $"{Code}: {Message}",
        { Line: 0 } => $"{At.File}: {Code}: {Message}",
        _ => FormattableString.Invariant($"{At.File}({At.Line},{At.Column}): {Code}: {Message}"),
    };
}

/// <summary>
/// A numbered kind of problem; <paramref name="Format"/> takes the values that were given. A message is one line that can be read:
/// <see cref="MessageText"/> cuts long values and escapes control characters.
/// </summary>
internal sealed record DiagnosticKind(string Code, string Format)
{
    public Diagnostic At(SourceLocation? location, params object?[] given) =>
        new(Code, MessageText.Fill(Format, given), location);

    public Diagnostic In(string file, params object?[] given) => At(new SourceLocation(file), given);

    public Diagnostic Given(params object?[] given) => At(null, given);
}

/// <summary>Says that work could not be done because of one or more problems that a user can solve.</summary>
/// <param name="diagnostics">The problems, all that were found.</param>
public sealed class DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(string.Join(Environment.NewLine, diagnostics.Select(d => $"{d.Code}: {d.Message}")))
{
    /// <summary>Creates the exception for one problem.</summary>
    /// <param name="diagnostic">The problem.</param>
    public DiagnosticException(Diagnostic diagnostic) : this([diagnostic]) { }

    /// <summary>Gets the problems, all that were found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
