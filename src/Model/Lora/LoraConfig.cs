using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;

namespace Emotune.Model.Lora;

/// <summary>Which biases are trained beside the adapter.</summary>
internal enum LoraBias { None, All, LoraOnly }

/// <summary>
/// Modules chosen by name: a list of names, suffixes and kinds, or one regular expression that has to match a name whole.
/// </summary>
/// <param name="Names">Full names, suffixes after a dot, or kinds (<see cref="ModuleKinds"/>); empty where a pattern is given.</param>
/// <param name="Pattern">A regular expression, or <c>all-linear</c>; null where names are given.</param>
internal sealed record ModuleSelection(IReadOnlyList<string> Names, string? Pattern = null)
{
    public const string AllLinearName = "all-linear";

    public static ModuleSelection AllLinear { get; } = new([], AllLinearName);

    public bool IsAllLinear =>
        string.Equals(Pattern ?? (Names.Count == 1 ? Names[0] : null), AllLinearName, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Pattern ?? string.Join(", ", Names);
}

/// <summary>A low-rank adapter (Hu et al. 2021, arXiv:2106.09685) in PEFT's terms.</summary>
internal sealed record LoraConfig
{
    /// <summary>r.</summary>
    [Range(1, 4096)]
    public int Rank { get; init; } = 8;

    /// <summary>The adapter's output is multiplied by alpha ÷ r, or alpha ÷ √r with <see cref="UseRslora"/>.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double Alpha { get; init; } = 16;

    /// <summary>On the adapter's input.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    public ModuleSelection TargetModules { get; init; } = new([ModuleKinds.Query, ModuleKinds.Value]);

    public ModuleSelection? ExcludeModules { get; init; }

    /// <summary>
    /// Layers from zero; null or empty for all. Modules that are targeted by their full name are taken in any layer, as in PEFT.
    /// </summary>
    public IReadOnlyList<int>? LayersToTransform { get; init; }

    /// <summary>Regular expressions for the name of the list of layers; null or empty for any.</summary>
    public IReadOnlyList<string>? LayersPattern { get; init; }

    /// <summary>Kinds, or regular expressions for the end of a module's name, with their rank; the first that matches counts.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> RankPattern { get; init; } = [];

    /// <summary>As <see cref="RankPattern"/>, for alpha.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> AlphaPattern { get; init; } = [];

    public LoraBias Bias { get; init; } = LoraBias.None;

    /// <summary>Rank-stabilised scaling (Kalajdzievski 2023, arXiv:2312.03732).</summary>
    public bool UseRslora { get; init; }

    /// <summary>Weight-decomposed adaptation (Liu et al. 2024, arXiv:2402.09353).</summary>
    public bool UseDora { get; init; }

    /// <summary>Modules that are trained whole, by the end of their names; the classification heads are always among them.</summary>
    public IReadOnlyList<string> ModulesToSave { get; init; } = [];

    /// <summary>The same choice as a list of the modules that it meant, with the rank and the alpha of each.</summary>
    /// <param name="targets">By the names that PEFT knows them by.</param>
    public LoraConfig Naming(IReadOnlyList<LoraTarget> targets) => this with
    {
        TargetModules = new ModuleSelection([.. targets.Select(t => t.Module)]),
        ExcludeModules = null,
        LayersToTransform = null,
        LayersPattern = null,
        RankPattern = [.. targets.Where(t => t.Rank != Rank).Select(t => KeyValuePair.Create(Regex.Escape(t.Module), t.Rank))],
        AlphaPattern = [.. targets.Where(t => t.Alpha != Alpha).Select(t => KeyValuePair.Create(Regex.Escape(t.Module), t.Alpha))],
    };

    public double Scaling(int rank, double alpha) => alpha / (UseRslora ? Math.Sqrt(rank) : rank);

    /// <exception cref="DiagnosticException">EXP4110: an option is out of its range; all are reported.</exception>
    internal void Validate()
    {
        var (rank, alpha) = (OptionRanges.Of<LoraConfig>(nameof(Rank)), OptionRanges.Of<LoraConfig>(nameof(Alpha)));
        OptionRanges.Faults(this)
            .Concat(RankPattern.Where(p => !rank.Holds(p.Value)).Select(p => new OptionFault($"rank_pattern.{p.Key}", p.Value, $"{rank}")))
            .Concat(
                AlphaPattern.Where(p => !alpha.Holds(p.Value)).Select(p => new OptionFault($"alpha_pattern.{p.Key}", p.Value, $"{alpha}")))
            .ThrowIfAny(Problems.LoraOutOfRange);
    }
}
