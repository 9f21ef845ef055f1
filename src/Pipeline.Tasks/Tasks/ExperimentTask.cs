using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;
using Microsoft.Build.Framework;

namespace Emotune.Pipeline.Tasks;

/// <summary>A task that reads experiment files.</summary>
public abstract class ExperimentTask : PipelineTask
{
    private const string NamesKey = "Emotune.NamesChecked";

    /// <summary>Name or path; several joined by <c>+</c>; the only one of <see cref="ExperimentsFolder"/> where empty.</summary>
    public string Experiment { get; set; } = "";

    public string ExperimentsFolder { get; set; } = "";

    /// <summary>Only these runs, joined by <c>+</c>; all where empty.</summary>
    public string? Runs { get; set; }

    /// <summary>One <c>path=value</c>.</summary>
    public string? Set { get; set; }

    public string? Overrides { get; set; }

    /// <summary>The folder where the command was typed.</summary>
    public string StartFolder { get; set; } = "";

    /// <summary>The project that the command names.</summary>
    public string Project { get; set; } = "";

    public string? DatasetsRoot { get; set; }

    public string? ModelsRoot { get; set; }

    public string ArtifactsRoot { get; set; } = "";

    /// <summary>Another artifacts folder to set the report beside.</summary>
    public string? Baseline { get; set; }

    private protected Execution.StartFolder Start => Execution.StartFolder.Of(StartFolder, Environment.GetEnvironmentVariable("PWD"));

    private protected string Artifacts => Start.At(ArtifactsRoot);

    private protected string Experiments => Start.At(ExperimentsFolder);

    private protected ExperimentFinder Finder => new(Experiments, Start, ExperimentFinder.Shipped);

    /// <summary>Reads and checks all experiments.</summary>
    /// <exception cref="DiagnosticException">Every problem of all of them.</exception>
    private protected IReadOnlyList<OpenedExperiment> ReadAll()
    {
        WarnOfNames();
        var opened = new List<OpenedExperiment>();
        var problems = new List<Diagnostic>();
        string[] names = [.. (Empty(Experiment) ?? Finder.Only())
            .Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        foreach (var name in names)
            Read(name, opened, problems);

        problems.AddRange(opened.GroupBy(e => e.Spec.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => Problems.ExperimentNameTwice.Given(g.Key, g.Count())));
        if (names.Length == 0)
            problems.Add(Problems.PropertyInvalid.Given("Experiment", Experiment, "a name or path, several joined by +"));
        return problems.Count > 0 ? throw new DiagnosticException(problems) : opened;
    }

    private protected static ExperimentSession Open(OpenedExperiment opened, BuildLock? held)
    {
        ArgumentNullException.ThrowIfNull(opened);
        return new(
            opened.Spec, opened.Paths, opened.SelectedRuns, opened.Artifacts, held, ToolVersions.All(), opened.Baseline,
            opened.OverriddenBy, opened.Digests)
        {
            AsWritten = opened.AsWritten,
            Command = opened.Command,
        };
    }

    /// <summary>What is wrong with a name that has no experiment file; null where nothing is.</summary>
    private protected virtual Diagnostic? WithoutFile(string name) => Finder.NotFound(name);

    /// <summary>Warns of misspelt properties, once in a build.</summary>
    private protected void WarnOfNames()
    {
        var build = (IBuildEngine4)BuildEngine;
        if (build.GetRegisteredTaskObject(NamesKey, RegisteredTaskObjectLifetime.Build) is not null)
            return;
        build.RegisterTaskObject(NamesKey, NamesKey, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        Warn(PropertyNames.Misspelt(BuildEngine));
    }

    private protected static void RequireProgress(string progress)
    {
        if (progress is not ("lines" or "none"))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("Progress", progress, "lines, none"));
    }

    private void Read(string name, List<OpenedExperiment> opened, List<Diagnostic> problems)
    {
        if (Finder.Find(name) is not { } file)
        {
            if (WithoutFile(name) is { } problem)
                problems.Add(problem);
            return;
        }
        var overriddenBy = Empty(Set) is null && Empty(Overrides) is null ? null : new OverriddenBy(Empty(Set), Empty(Overrides));
        DigestCache? digests = null;
        DigestCache DigestsOf(string experiment) =>
            digests ??= new DigestCache(new ArtifactFolder(Path.Combine(Artifacts, experiment)).Digests);
        var reading = ReadFile(file, experiment => new FetchedSources(Start, path => DigestsOf(experiment).Digest(path)));
        problems.AddRange(reading.Problems);
        if (reading.Spec is not { } spec || reading.Paths is not { } paths)
            return;
        problems.AddRange(ModelFileCheck.Problems(paths));
        problems.AddRange(SourceRecognition.Problems(paths.ToRecognise, path => DigestsOf(spec.Name).Digest(path)));
        var selected = Empty(Runs)?.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        string[] runs = [.. spec.Runs.Select(r => r.Name)];
        foreach (var unknown in selected?.Where(r => spec.Runs.All(run => run.Name != r)) ?? [])
            problems.Add(Problems.UnknownRun.In(file, unknown, spec.Name, string.Join(", ", runs), Suggestions.For(unknown, runs)));
        var artifacts = new ArtifactFolder(Path.Combine(Artifacts, spec.Name));
        var baseline = FindBaseline(spec, problems);
        opened.Add(new OpenedExperiment(spec, paths, selected, artifacts, reading.Resolved!.Write(), baseline)
        {
            File = file,
            Digests = digests,
            OverriddenBy = overriddenBy,
            AsWritten = overriddenBy is null ? null : ExperimentSpecReader.Read(file, [], null).Spec,
            Command = TypedCommand.Of(this, name, Start),
        });
    }

    private protected ExperimentReading ReadFile(string file, Func<string, IFetchedSources>? fetched, bool toPin = false) =>
        ExperimentSpecReader.Read(
            file, Set is { Length: > 0 } set ? [set] : [], At(Overrides),
            new PathRoots(At(DatasetsRoot), At(ModelsRoot)) { Fetched = fetched }, toPin);

    private BaselineFolder? FindBaseline(ExperimentSpec spec, List<Diagnostic> problems)
    {
        if (Empty(Baseline) is not { } name)
            return null;
        var candidates = BaselineFolder.Candidates(Start.At(name), spec.Name);
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

    private string? At(string? path) => Empty(path) is null ? null : Start.At(path!);

    private static string? Empty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>An experiment that was read without a problem.</summary>
/// <param name="SelectedRuns">Null for all.</param>
/// <param name="Resolved">Every value and where it came from, as text.</param>
internal sealed record OpenedExperiment(
    ExperimentSpec Spec, ExperimentPaths Paths, IReadOnlySet<string>? SelectedRuns, ArtifactFolder Artifacts, string Resolved,
    BaselineFolder? Baseline)
{
    public required string File { get; init; }

    /// <summary>The artifacts' digests, where something was looked up in them already.</summary>
    public DigestCache? Digests { get; init; }

    /// <summary>The properties that change what the file says; null for none.</summary>
    public OverriddenBy? OverriddenBy { get; init; }

    /// <summary>The experiment as its file says, where these properties change it.</summary>
    public ExperimentSpec? AsWritten { get; init; }

    /// <summary>The command that builds it as it is built now.</summary>
    public required BuildLine Command { get; init; }

    /// <summary>The stages as the files are now.</summary>
    public StagePlan Plan() => StagePlan.For(Spec, ExperimentFiles.Find(Paths, Baseline), SelectedRuns);
}
