using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting;

/// <summary>All that the plots and the report are made of. Plots read nothing of costs and provenance.</summary>
/// <param name="Experiment">The experiment's name, as in its file.</param>
/// <param name="Title">A line for people; the name where there is none.</param>
/// <param name="ResolvedExperiment">Every value of the experiment and where it came from, as text.</param>
/// <param name="Runs">One for each run and seed, in the experiment's order; failed ones included.</param>
public sealed record ReportInput(
    string Experiment,
    string Title,
    string ResolvedExperiment,
    DatasetSummary Dataset,
    DataCard Card,
    IReadOnlyList<RunResult> Runs)
{
    /// <summary>Paired differences between runs on the same test comments, from the stage Compare.</summary>
    public IReadOnlyList<PairedDifference> Differences { get; init; } = [];

    /// <summary>How far the attributions of two runs agree, from the stage Compare.</summary>
    public IReadOnlyList<AttributionAgreement> Agreements { get; init; } = [];

    /// <summary>Costs of the stages that all runs share (prepare, pretrain, compare, plot), by stage.</summary>
    public IReadOnlyDictionary<string, StageCost> SharedCosts { get; init; } = new Dictionary<string, StageCost>();

    /// <summary>What ran of the stages that all runs share.</summary>
    public IReadOnlyList<StageProvenance> SharedProvenance { get; init; } = [];

    /// <summary>Tools and packages with their versions, in the order to show them.</summary>
    public IReadOnlyList<ToolVersion> Versions { get; init; } = [];

    /// <summary>The command that repeats the experiment; made from the name where empty.</summary>
    public string Command { get; init; } = "";

    /// <summary>Results of another artifacts folder to set beside these, if asked for.</summary>
    public BaselineResults? Baseline { get; init; }
}

/// <summary>A tool or package and its version.</summary>
public sealed record ToolVersion(string Name, string Version);

/// <summary>Runs of another artifacts folder, named as the user named it.</summary>
public sealed record BaselineResults(string Name, IReadOnlyList<RunResult> Runs);

/// <summary>Where the data comes from and what it is fit for; null where the experiment does not say.</summary>
public sealed record DataCard(
    string? Source = null,
    string? Licence = null,
    string? Citation = null,
    string? Language = null,
    string? IntendedUse = null,
    string? Limitations = null);
