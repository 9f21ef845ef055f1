using Emotune.Diagnostics;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Data;

/// <summary>Collects what is wrong with one file, so that all of it is reported in one go.</summary>
internal sealed class ProblemList(string file)
{
    /// <summary>A file of the wrong format has a problem in every row; beyond this many they are only counted.</summary>
    public const int Shown = 20;

    private readonly List<Diagnostic> _shown = [];

    public int Count { get; private set; }

    /// <summary>Whether further problems are probably only counted, so that they need not be described at length.</summary>
    public bool IsFull => Count >= Shown;

    public void Add(DiagnosticKind kind, TextPlace at, params object?[] given)
    {
        Count++;
        // What a file's form allows is known before what its rows hold, yet a file is mended from its top.
        var place = _shown.FindLastIndex(d => new TextPlace(d.At!.Line, d.At.Column).CompareTo(at) <= 0) + 1;
        if (place == Shown)
            return;
        _shown.Insert(place, kind.At(new SourceLocation(file, at.Line, at.Column), given));
        if (_shown.Count > Shown)
            _shown.RemoveAt(Shown);
    }

    /// <summary>That the file cannot be read further: its text is at fault, or the file itself.</summary>
    /// <param name="line">Where the reader was, for what has no place of its own.</param>
    public void AddUnreadable(Exception error, int line)
    {
        if (error is TextFaultException fault)
            Add(fault.Kind, fault.Place, fault.Given);
        else
            Add(Problems.DataFileUnreadable, line, file, error.Message);
    }

    /// <summary>The problems in the order of their lines, with a last line that counts those not shown.</summary>
    public IReadOnlyList<Diagnostic> ToDiagnostics() =>
        Count <= Shown ? [.. _shown] : [.. _shown, Problems.MoreProblems.In(file, Count - Shown)];

    public void ThrowIfAny()
    {
        if (Count > 0)
            throw new DiagnosticException(ToDiagnostics());
    }
}
