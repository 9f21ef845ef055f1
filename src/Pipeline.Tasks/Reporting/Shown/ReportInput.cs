using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>All that the plots and the report are made of. Plots read nothing of costs and provenance.</summary>
/// <param name="Experiment">The experiment's name, as in its file.</param>
/// <param name="Title">A line for people; the name where there is none.</param>
/// <param name="ResolvedExperiment">Every value of the experiment and where it came from, as text.</param>
/// <param name="Runs">One for each run and seed, in the experiment's order; failed ones included.</param>
internal sealed record ReportInput(
    string Experiment,
    string Title,
    string ResolvedExperiment,
    DatasetSummary Dataset,
    DataCard Card,
    IReadOnlyList<RunResult> Runs)
{
    /// <summary>How runs differ on the same test comments, from the stage Compare; empty where there are not two.</summary>
    public IReadOnlyList<RunContrast> Contrasts { get; init; } = [];

    /// <summary>How each method's run was chosen on validation; null where the experiment asks for no search.</summary>
    public MethodSearch? Search { get; init; }

    /// <summary>How each run was trained, by its name.</summary>
    public IReadOnlyDictionary<string, RunRecipe> Recipes { get; init; } = new Dictionary<string, RunRecipe>();

    /// <summary>What model cards say beside the results.</summary>
    public ModelUse Use { get; init; } = ModelUse.Unknown;

    /// <summary>Whether this is the report with all figures that is written before the explanations are in.</summary>
    public bool ExplanationsFollow { get; init; }

    /// <summary>How far runs look at the same words, from the stage Agree; empty where nothing was explained.</summary>
    public IReadOnlyList<AgreementGroup> Agreements { get; init; } = [];

    /// <summary>Further data that runs were measured on, in the experiment's order.</summary>
    public IReadOnlyList<PreparedExtraSet> ExtraSets { get; init; } = [];

    /// <summary>The words that matter for each label, from the stage Agree.</summary>
    public IReadOnlyList<LabelWord> LabelWords { get; init; } = [];

    /// <summary>What the target Export wrote of the runs that are shown.</summary>
    public IReadOnlyList<ShownExport> Exports { get; init; } = [];

    /// <summary>The user's files that the results were made from, by the names that they have in keys.</summary>
    public IReadOnlyList<InputDigest> InputFiles { get; init; } = [];

    /// <summary>Costs of the stages that all runs share (prepare, pretrain, compare, plot, agree), by stage.</summary>
    public IReadOnlyDictionary<string, StageCost> SharedCosts { get; init; } = new Dictionary<string, StageCost>();

    /// <summary>What ran of the stages that all runs share.</summary>
    public IReadOnlyList<StageProvenance> SharedProvenance { get; init; } = [];

    /// <summary>Tools and packages with their versions, in the order to show them.</summary>
    public IReadOnlyList<ToolVersion> Versions { get; init; } = [];

    /// <summary>The command that repeats the experiment; made from the name where null.</summary>
    public BuildLine? Command { get; init; }

    /// <summary>The runs and seeds that are not shown because they are not up to date, and why.</summary>
    public IReadOnlyList<LeftOutRun> LeftOut { get; init; } = [];

    /// <summary>Results of another artifacts folder to set beside these, if asked for.</summary>
    public BaselineResults? Baseline { get; init; }

    /// <summary>The command that builds the experiment.</summary>
    public BuildLine BuildCommand() => Command ?? BuildLine.Of(Experiment);
}

/// <summary>A run and seed that the build was not asked for, and that has no results which could be shown.</summary>
/// <param name="Why">A clause, such as <c>its results are stale</c>.</param>
internal sealed record LeftOutRun(string Run, long Seed, string Why)
{
    /// <summary>What is stale and why, for the build's output alone.</summary>
    public string Detail { get; init; } = "";
}

/// <summary>A file that was read, and the SHA-256 of what it held.</summary>
internal sealed record InputDigest(string Name, string Sha256);

/// <summary>A tool or package and its version.</summary>
internal sealed record ToolVersion(string Name, string Version);

/// <summary>Runs of another artifacts folder, named as the user named it.</summary>
internal sealed record BaselineResults(string Name, IReadOnlyList<BaselineRun> Runs)
{
    /// <summary>What the other folder has of the same run and seed; null where nothing.</summary>
    public BaselineRun? Of(RunResult run) => Runs.FirstOrDefault(r => r.Run == run.Run && r.Seed == run.Seed);
}

/// <summary>A run and seed here against the same one there.</summary>
/// <param name="Figures">First is there, second is here; without interval where the test comments or their labels are not the same.</param>
internal sealed record BaselineRun(string Run, int Seed, IReadOnlyList<PairedDifference> Figures);

/// <summary>Where the data comes from and what it is fit for; null where the experiment does not say.</summary>
internal sealed record DataCard(
    string? Source = null,
    string? Licence = null,
    string? Citation = null,
    string? Language = null,
    string? IntendedUse = null,
    string? Limitations = null);
