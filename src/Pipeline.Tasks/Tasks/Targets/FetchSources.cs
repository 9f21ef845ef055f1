using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Fetches what the experiments name and nothing holds yet, each once.</summary>
public sealed class FetchSources : ExperimentTask
{
    /// <summary><c>lines</c>, or <c>none</c> to say nothing.</summary>
    public string Progress { get; set; } = "lines";

    protected override void Run()
    {
        using var acquirer = new Acquirer(FetchedSources.CurrentSettings(Start));
        var progress = new FetchLines(Progress == "lines" ? Say : _ => { }, TimeProvider.System);
        var problems = new List<Diagnostic>();
        foreach (var source in ReadAll().SelectMany(e => e.Paths.ToFetch).DistinctBy(Identity))
        {
            try
            {
                Fetch(acquirer, source, progress).GetAwaiter().GetResult();
            }
            catch (DiagnosticException problem)
            {
                problems.AddRange(problem.Diagnostics);
            }
        }

        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    private Task<string> Fetch(Acquirer acquirer, NamedSource source, FetchLines progress) => source switch
    {
        NamedModel model => acquirer.FetchAsync(FetchedSources.Wanted(model), progress, Cancellation),
        NamedDataFile file => acquirer.FetchAsync(FetchedSources.Wanted(file), progress, Cancellation),
        _ => throw new InvalidOperationException($"{source.Name} is neither a model nor a file."),
    };

    /// <summary>Sources that mean the same files have the same.</summary>
    internal static string Identity(NamedSource source) => source switch
    {
        NamedModel model => $"{model.Hub} {model.Revision} {string.Join(' ', model.Sha256.OrderBy(f => f.Key, StringComparer.Ordinal))}",
        NamedDataFile file => $"{file.Url} {file.Sha256}",
        _ => source.Name,
    };
}
