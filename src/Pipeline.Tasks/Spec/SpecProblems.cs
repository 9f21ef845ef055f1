using Emotune.Diagnostics;

namespace Emotune.Pipeline.Spec;

/// <summary>
/// What is wrong with an experiment, each problem once: runs of one matrix say the same. A file of another kind has a problem in every
/// line, and nobody reads them all.
/// </summary>
internal sealed class SpecProblems
{
    public const int Shown = 100;

    // Problems are found in another order than that of the file.
    private const int Kept = 1000;

    private readonly HashSet<Diagnostic> _kept = [];

    public int Count => _kept.Count;

    public IEnumerable<Diagnostic> Found => _kept;

    /// <summary>Whether another problem would be passed over, so that it need not be put into words.</summary>
    public bool IsFull => _kept.Count >= Kept;

    public void Add(Diagnostic problem)
    {
        if (!IsFull)
            _kept.Add(problem);
    }

    public void AddRange(IEnumerable<Diagnostic> problems)
    {
        foreach (var problem in problems)
            Add(problem);
    }

    /// <summary>The experiment file's first, by line.</summary>
    public IReadOnlyList<Diagnostic> InFileOrder(string yamlPath)
    {
        Diagnostic[] ordered =
        [
            .. _kept.OrderBy(p => p.At?.File == yamlPath ? 0 : 1)
                .ThenBy(p => p.At?.File, StringComparer.Ordinal)
                .ThenBy(p => p.At?.Line)
                .ThenBy(p => p.At?.Column),
        ];
        return ordered.Length <= Shown
            ? ordered
            : [.. ordered.Take(Shown), Problems.MoreExperimentProblems.In(yamlPath, Shown)];
    }
}
