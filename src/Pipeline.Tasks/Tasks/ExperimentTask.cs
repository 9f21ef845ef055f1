using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tasks;

/// <summary>A task that reads experiment files.</summary>
public abstract class ExperimentTask : PipelineTask
{
    /// <summary>Name or path; several joined by <c>+</c>.</summary>
    public string Experiment { get; set; } = "";

    public string ExperimentsFolder { get; set; } = "";

    /// <summary>Only these runs, joined by <c>+</c>; all where empty.</summary>
    public string? Runs { get; set; }

    /// <summary>One <c>path=value</c>.</summary>
    public string? Set { get; set; }

    public string? Overrides { get; set; }

    public string? DatasetsRoot { get; set; }

    public string? ModelsRoot { get; set; }

    public string ArtifactsRoot { get; set; } = "";

    /// <summary>Another artifacts folder to set the report beside.</summary>
    public string? Baseline { get; set; }

    /// <summary>Reads and checks all experiments.</summary>
    /// <exception cref="DiagnosticException">Every problem of all of them.</exception>
    private protected IReadOnlyList<OpenedExperiment> ReadAll()
    {
        var opened = new List<OpenedExperiment>();
        var problems = new List<Diagnostic>();
        foreach (var name in Experiment.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal))
        {
            Read(name, opened, problems);
        }

        problems.AddRange(opened.GroupBy(e => e.Spec.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => Problems.ExperimentNameTwice.Given(g.Key, g.Count())));
        if (opened.Count == 0 && problems.Count == 0)
            problems.Add(Problems.PropertyInvalid.Given("Experiment", Experiment, "a name or path, several joined by +"));
        return problems.Count > 0 ? throw new DiagnosticException(problems) : opened;
    }

    private protected static ExperimentSession Start(OpenedExperiment opened, BuildLock? held)
    {
        ArgumentNullException.ThrowIfNull(opened);
        return new(opened.Spec, opened.Paths, opened.SelectedRuns, opened.Artifacts, held, ToolVersions.All(), opened.Baseline)
        {
            IsOverridden = opened.IsOverridden,
        };
    }

    private void Read(string name, List<OpenedExperiment> opened, List<Diagnostic> problems)
    {
        if (FindFile(name) is not { } file)
        {
            problems.Add(Problems.ExperimentNotFound.Given(name, string.Join(", ", Candidates(name))));
            return;
        }
        var reading = ExperimentSpecReader.Read(
            file, Set is { Length: > 0 } set ? [set] : [], Empty(Overrides), new PathRoots(Empty(DatasetsRoot), Empty(ModelsRoot)));
        problems.AddRange(reading.Problems);
        if (reading.Spec is not { } spec || reading.Paths is not { } paths)
            return;
        problems.AddRange(ModelFileCheck.Problems(paths));
        var selected = Empty(Runs)?.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in selected?.Where(r => spec.Runs.All(run => run.Name != r)) ?? [])
            problems.Add(Problems.UnknownRun.In(file, unknown, spec.Name, string.Join(", ", spec.Runs.Select(r => r.Name))));
        var artifacts = new ArtifactFolder(Path.GetFullPath(Path.Combine(ArtifactsRoot, spec.Name)));
        var baseline = FindBaseline(spec, problems);
        opened.Add(new OpenedExperiment(spec, paths, selected, artifacts, reading.Resolved!.Write(), baseline)
        {
            IsOverridden = Empty(Set) is not null || Empty(Overrides) is not null,
        });
    }

    private BaselineFolder? FindBaseline(ExperimentSpec spec, List<Diagnostic> problems)
    {
        if (Empty(Baseline) is not { } name)
            return null;
        var candidates = BaselineFolder.Candidates(name, spec.Name);
        if (candidates.FirstOrDefault(c => Directory.Exists(Path.Combine(c, StageLayout.Runs))) is { } folder)
        {
            CheckBaseline(spec, folder, problems);
            return new(name, folder);
        }

        problems.Add(Problems.BaselineNotFound.Given(
            name, spec.Name, string.Join(", ", candidates.Select(c => Path.Combine(c, StageLayout.Runs)))));
        return null;
    }

    // The report reads it at the end of everything, which is late to hear that it is damaged.
    private static void CheckBaseline(ExperimentSpec spec, string folder, List<Diagnostic> problems)
    {
        foreach (var run in spec.Runs.SelectMany(r => spec.Seeds.Select(s => StageFolder.OfRun(r.Name, s))))
        {
            try
            {
                BaselineComparison.Check(Path.Combine(folder, run));
            }
            catch (DiagnosticException error)
            {
                problems.AddRange(error.Diagnostics);
            }
        }
    }

    private string? FindFile(string name) => Candidates(name).FirstOrDefault(File.Exists);

    private IEnumerable<string> Candidates(string name) =>
        name.EndsWith(".yaml", StringComparison.Ordinal) || name.EndsWith(".yml", StringComparison.Ordinal)
        ? [Path.GetFullPath(name)]
        : [Path.GetFullPath(Path.Combine(ExperimentsFolder, name + ".yaml"))];

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>An experiment that was read without a problem.</summary>
/// <param name="SelectedRuns">Null for all.</param>
/// <param name="Resolved">Every value and where it came from, as text.</param>
internal sealed record OpenedExperiment(
    ExperimentSpec Spec, ExperimentPaths Paths, IReadOnlySet<string>? SelectedRuns, ArtifactFolder Artifacts, string Resolved,
    BaselineFolder? Baseline)
{
    /// <summary>Whether the properties Set or Overrides change what the file says.</summary>
    public bool IsOverridden { get; init; }

    /// <summary>The stages as the files are now.</summary>
    public StagePlan Plan() => StagePlan.For(Spec, ExperimentFiles.Find(Paths, Baseline), SelectedRuns);
}
