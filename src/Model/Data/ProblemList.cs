using Emotune.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>Collects what is wrong with one file, so that all of it is reported in one go.</summary>
internal sealed class ProblemList(string file)
{
    /// <summary>A file of the wrong format has a problem in every row; beyond this many they are only counted.</summary>
    public const int Shown = 20;

    private readonly List<Diagnostic> _shown = [];

    public int Count { get; private set; }

    public void Add(DiagnosticKind kind, int line, params object?[] given)
    {
        Count++;
        // What a file's form allows is known before what its rows hold, yet a file is mended from its top.
        var place = _shown.FindLastIndex(d => d.At!.Line <= line) + 1;
        if (place == Shown)
            return;
        _shown.Insert(place, kind.At(new SourceLocation(file, line), given));
        if (_shown.Count > Shown)
            _shown.RemoveAt(Shown);
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
