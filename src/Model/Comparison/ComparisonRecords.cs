using System.Text.Json.Serialization;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>How an experiment's runs compare on the test split: <c>comparison.json</c>.</summary>
/// <param name="Search">How each method's run was chosen on validation; null where the experiment asks for no search.</param>
/// <param name="Runs">In the order of the experiment; only those that have a result.</param>
/// <param name="Contrasts">See <see cref="ContrastPairs"/>; empty where fewer than two runs have a result.</param>
internal sealed record ComparisonReport(MethodSearch? Search, IReadOnlyList<RunReplicates> Runs, IReadOnlyList<RunContrast> Contrasts);

/// <summary>One run's figures over its seeds.</summary>
/// <param name="Seeds">Those that have a result, in the order of the experiment.</param>
/// <param name="Figures">One for each of <see cref="ComparedFigures.All"/>, in its order.</param>
internal sealed record RunReplicates(
    string Run, FineTuningMethod Method, IReadOnlyList<long> Seeds, IReadOnlyList<ReplicatedFigure> Figures);

/// <summary>One figure, seeds being replicates.</summary>
/// <param name="Name">One of <see cref="ComparedFigures.All"/>.</param>
/// <param name="Mean">Over the seeds; null where a seed's figure is undefined.</param>
/// <param name="Deviation">The sample's standard deviation over seeds (n − 1); null with one seed.</param>
/// <param name="BySeed">In the order of <see cref="RunReplicates.Seeds"/>.</param>
internal sealed record ReplicatedFigure(string Name, double? Mean, double? Deviation, IReadOnlyList<double?> BySeed);

/// <summary>The second run against the first on the same test comments.</summary>
/// <param name="FirstSeeds">The seeds that the first run's figures are means over.</param>
/// <param name="SeedsResampled">
/// True where both runs have the same several seeds: intervals then draw seeds anew as well as comments, and speak of other seeds (with few
/// of them, too narrowly: by √((n − 1) ÷ n) in the seeds' share). False where they draw comments alone and are conditional on the seeds.
/// </param>
/// <param name="Confidence">Of the two-sided intervals and of the one-sided bounds.</param>
/// <param name="Figures">One for each of <see cref="ComparedFigures.All"/>, a family for Holm's method.</param>
/// <param name="LabelAveragePrecision">One a label, in the order of the label map: a family of its own.</param>
/// <param name="LabelF1">F1 at each run's own thresholds, one a label: a family of its own.</param>
internal sealed record RunContrast(
    string First,
    string Second,
    IReadOnlyList<long> FirstSeeds,
    IReadOnlyList<long> SecondSeeds,
    bool SeedsResampled,
    int Resamples,
    double Confidence,
    IReadOnlyList<ContrastFigure> Figures,
    IReadOnlyList<ContrastFigure> LabelAveragePrecision,
    IReadOnlyList<ContrastFigure> LabelF1)
{
    /// <summary>Without the test comments that are in train too; null where there are none, or no others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReducedContrast? WithoutShared { get; init; }

    /// <summary>
    /// Without the labels of fewer than <see cref="ContrastReduction.FewPositives"/> test positives; null where there are none, or no
    /// others.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReducedContrast? WithoutRareLabels { get; init; }
}

/// <summary>The difference of micro F1 once more, over a part of the comments or labels.</summary>
/// <param name="LeftOut">How many comments or labels are left out.</param>
/// <param name="MicroF1">Over those that remain.</param>
internal sealed record ReducedContrast(int LeftOut, ContrastFigure MicroF1);

/// <summary>How one figure differs between two runs.</summary>
/// <param name="Name">One of <see cref="ComparedFigures.All"/>, or a label's.</param>
/// <param name="HigherIsBetter">False for errors and losses.</param>
/// <param name="First">Mean over seeds; null where undefined, and then all that follows is null.</param>
/// <param name="Difference">Second − first.</param>
/// <param name="Interval">Of the difference, two-sided.</param>
/// <param name="LossBound">
/// One-sided: at most so much worse is the second run, in the direction in which the figure is good (first − second where higher is
/// better);
/// negative where it is better for sure. "LoRA is within .015 of full" is this below .015.
/// </param>
/// <param name="PValue">Two-sided, of no difference.</param>
/// <param name="AdjustedPValue">By Holm's method within the figure's family.</param>
internal sealed record ContrastFigure(
    string Name,
    bool HigherIsBetter,
    double? First,
    double? Second,
    double? Difference,
    Interval? Interval,
    double? LossBound,
    double? PValue,
    double? AdjustedPValue);
