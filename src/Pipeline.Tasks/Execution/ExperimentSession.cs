using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Execution;

/// <summary>One experiment while it is built: its plan, and what has become of its stages so far.</summary>
internal sealed class ExperimentSession : IDisposable
{
    private readonly HashSet<string> _stale = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly ExperimentFiles _files;
    private readonly IReadOnlySet<string>? _selectedRuns;
    private readonly BuildLock? _lock;
    private RunsAside? _aside;

    /// <param name="held">Null for looking only.</param>
    /// <param name="digests">The artifacts' own, where something was looked up in it already; null to read it.</param>
    public ExperimentSession(
        ExperimentSpec spec, ExperimentPaths paths, IReadOnlySet<string>? selectedRuns, ArtifactFolder artifacts, BuildLock? held,
        SortedDictionary<string, string> tools, BaselineFolder? baseline = null, OverriddenBy? overriddenBy = null,
        DigestCache? digests = null)
    {
        (Spec, Paths, Artifacts, Tools, OverriddenBy) = (spec, paths, artifacts, tools, overriddenBy);
        Command = BuildLine.Of(spec.Name);
        Digests = digests ?? new DigestCache(artifacts.Digests);
        Exports = ExportFinder.In(artifacts, Digests);
        _files = ExperimentFiles.Find(paths, baseline) with { LostExports = Exports.ToDictionary(e => e.Key, Lost) };
        (_selectedRuns, _lock) = (selectedRuns, held);
        Plan = StagePlan.For(spec, _files, selectedRuns);
        Resolver = new StageResolver(artifacts, Digests);
        Store = new ResultStore(artifacts.Store);
        Runner = new StageRunner(spec, artifacts, Resolver, Digests, Store, tools, overriddenBy);
    }

    public ExperimentSpec Spec { get; private set; }

    /// <summary>The properties that change what the experiment's file says; null for none.</summary>
    public OverriddenBy? OverriddenBy { get; }

    /// <summary>The experiment as its file says where properties change it; null where they do not, or where the file needs them.</summary>
    public ExperimentSpec? AsWritten { get; init; }

    /// <summary>The command that builds the experiment as it is built now.</summary>
    public BuildLine Command { get; init; }

    public ExperimentPaths Paths { get; }

    /// <summary>The folder of the encoder that runs start from.</summary>
    public string BackboneFolder =>
        Spec.Backbone.Pretrain is null ? Paths.Backbone : Artifacts.Stage(StageKind.Pretrain);

    public StagePlan Plan { get; private set; }

    /// <summary>What the report is set beside; null for nothing.</summary>
    public BaselineFolder? Baseline => _files.Baseline;

    /// <summary>What was exported before this build, by run folder.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FoundExport>> Exports { get; }

    public ArtifactFolder Artifacts { get; }

    public DigestCache Digests { get; }

    public StageResolver Resolver { get; }

    public ResultStore Store { get; }

    public StageRunner Runner { get; }

    public SortedDictionary<string, string> Tools { get; }

    /// <summary>The stages that failed in this build, with what they said.</summary>
    public StageFailures Failures { get; } = new();

    /// <summary>A stage's status given those before it: one that reads what a stale stage makes waits.</summary>
    public StageStatus Status(StageNode node)
    {
        var producer = node.Inputs.FirstOrDefault(i => i.Producer is { } folder && _stale.Contains(folder))?.Producer;
        var status = producer is null ? Resolver.Status(node) : new StageStatus(node, null, false, [$"waits for {producer}"]);
        if (!status.IsFresh)
        {
            _stale.Add(node.Folder);
            return status;
        }

        _stale.Remove(node.Folder);
        ReportIsFresh |= node is { Kind: StageKind.Report, IsFiguresAlone: false };
        return status;
    }

    /// <summary>
    /// The stages of one kind. Those before it are up to date, or known to be stale: from Compare on, the runs that were not asked for are
    /// shown too where their results are up to date.
    /// </summary>
    public IEnumerable<StageNode> StagesOf(StageKind kind)
    {
        if (kind >= StageKind.Compare && _selectedRuns is not null && _aside is null)
        {
            _aside = RunReadiness.Of(StagePlan.OfRunsAside(Spec, _files, _selectedRuns), Status, Artifacts);
            Plan = PlanAnew();
        }

        return Plan.Of(kind);
    }

    /// <summary>The runs that were not asked for and are not shown.</summary>
    public IReadOnlyList<LeftOutRun> LeftOut => _aside?.LeftOut ?? [];

    /// <summary>
    /// Whether a report without explanations is written now: they are not in yet, and the report that stands shows other figures.
    /// </summary>
    public bool NeedsFiguresReport()
    {
        if (Spec.Explanation.Comments == 0)
            return false;
        if (Plan.Of(StageKind.Explain).Where(n => !Failures.Block(n)).All(n => Status(n).IsFresh))
            return false;
        var report = Plan.FiguresReport;
        var status = Status(report);
        var standing = Resolver.ReadManifest(report)?.Key;
        // Without its manifest nobody knows whose files those of the report are: only the same ones may take their place.
        if (standing is null)
            return !Directory.Exists(Artifacts.Stage(report));
        return !(status.Key is { } figures && standing.Covers(figures) && Resolver.IsWhole(report));
    }

    public void Finished(StageNode node)
    {
        lock (_gate)
        {
            _stale.Remove(node.Folder);
            AnythingRan = true;
            ReportIsFresh |= node is { Kind: StageKind.Report, IsFiguresAlone: false };
        }
    }

    /// <summary>Whether this build has computed or restored anything.</summary>
    public bool AnythingRan { get; private set; }

    /// <summary>Whether this build looked at the report and left it up to date.</summary>
    public bool ReportIsFresh { get; private set; }

    /// <summary>
    /// What comes after is planned anew without the run that failed. One that failed only to explain keeps its figures.
    /// </summary>
    public void Failed(StageNode node, IReadOnlyList<Diagnostic> problems)
    {
        lock (_gate)
        {
            Failures.Add(new StageFailure(node, problems));
            if (node.Run is not null)
                Plan = PlanAnew();
        }
    }

    private static IReadOnlyList<string> Lost(KeyValuePair<string, IReadOnlyList<FoundExport>> run) =>
        [.. run.Value.Where(e => !e.IsWhole).Select(e => e.Recorded.Folder)];

    private StagePlan PlanAnew() => StagePlan.For(Spec, _files, _selectedRuns, Failures.OfRuns(), Unexplained(), _aside);

    /// <summary>Why runs that have figures have no explanations, by run folder.</summary>
    public IReadOnlyDictionary<string, string> Unexplained() => _aside is null
        ? Failures.OfExplanations()
        : Failures.OfExplanations().Concat(_aside.Unexplained).ToDictionary(StringComparer.Ordinal);

    /// <summary>EXP2006: which runs failed and why.</summary>
    public Diagnostic FailureReport() => Failures.Report(Plan.RunFolders.Count());

    /// <summary>For targets that look at one model: the other seeds are not built.</summary>
    public void KeepFirstSeed()
    {
        Spec = Spec with { Seeds = [Spec.Seeds[0]] };
        Plan = StagePlan.For(Spec, _files, _selectedRuns);
    }

    /// <summary>What a build that was cut off left half-made; called while the build is ours alone.</summary>
    public void RemoveLeftovers()
    {
        Store.RemoveUnfinished();
        AtomicFile.RemoveLeftovers(Path.GetDirectoryName(Artifacts.Digests)!);
        if (!Directory.Exists(Artifacts.Work))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Artifacts.Work, "*.new"))
            Directory.Delete(folder, recursive: true);
        var places = Plan.Stages.ToDictionary(Artifacts.Replaced, Artifacts.Stage, StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(Artifacts.Work, "*.old"))
        {
            if (places.TryGetValue(folder, out var place))
                ResultPlace.Clear(folder, place);
            else if (new DirectoryInfo(folder).LinkTarget is null)
                new ResultFolder(folder).DeleteOwn();
        }
    }

    public void Dispose()
    {
        // Without the lock nothing is ours to write.
        if (_lock is null)
            return;
        Digests.Save();
        _lock.Dispose();
    }
}
