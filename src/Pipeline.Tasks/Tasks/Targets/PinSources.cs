using Emotune.Diagnostics;
using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Prints which versions the experiments' sources have now, ready to be pasted. It edits no file.</summary>
public sealed class PinSources : ExperimentTask
{
    protected override void Run()
    {
        WarnOfNames();
        var sources = Experiment.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(SourcesOf).DistinctBy(s => s.Name + FetchSources.Identity(s)).ToList();
        using var acquirer = new Acquirer(FetchedSources.CurrentSettings(Start));
        var problems = new List<Diagnostic>();
        foreach (var source in sources)
        {
            try
            {
                Say(Text(acquirer, source));
            }
            catch (DiagnosticException problem)
            {
                problems.AddRange(problem.Diagnostics);
            }
        }

        if (problems.Count > 0)
            throw new DiagnosticException(problems);
        if (sources.Count == 0)
            Say("The experiment names nothing that can be fetched.");
    }

    private IEnumerable<NamedSource> SourcesOf(string name)
    {
        var file = Finder.Find(name) ?? throw new DiagnosticException(Finder.NotFound(name));
        var reading = ReadFile(file, fetched: null, toPin: true);
        if (reading.Problems.Count > 0)
            throw new DiagnosticException(reading.Problems);
        return reading.Paths!.Sources.Where(s => s.Origin is not null);
    }

    private string Text(Acquirer acquirer, NamedSource source) => source switch
    {
        NamedModel model => PinText.Of(
            model, acquirer.PinAsync(model.Hub!, model.Revision, model.At, Cancellation).GetAwaiter().GetResult()),
        NamedDataFile file => PinText.Of(file, acquirer.PinAsync(file.Url!, file.At, Cancellation).GetAwaiter().GetResult()),
        _ => throw new InvalidOperationException($"{source.Name} is neither a model nor a file."),
    };
}
