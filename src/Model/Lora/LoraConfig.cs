using Emotune.Model.Diagnostics;

namespace Emotune.Model.Lora;

/// <summary>Which biases are trained beside the adapter.</summary>
public enum LoraBias { None, LoraOnly, All }

/// <summary>
/// Modules chosen by name: a list of names, suffixes and kinds, or one regular expression that has to match a name whole.
/// </summary>
/// <param name="Names">Full names, suffixes after a dot, or kinds (<see cref="ModuleKinds"/>); empty where a pattern is given.</param>
/// <param name="Pattern">A regular expression, or <c>all-linear</c>; null where names are given.</param>
public sealed record ModuleSelection(IReadOnlyList<string> Names, string? Pattern = null)
{
    public const string AllLinearName = "all-linear";

    public static ModuleSelection AllLinear { get; } = new([], AllLinearName);

    public bool IsAllLinear =>
        string.Equals(Pattern ?? (Names.Count == 1 ? Names[0] : null), AllLinearName, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Pattern ?? string.Join(", ", Names);
}

/// <summary>A low-rank adapter (Hu et al. 2021, arXiv:2106.09685) in PEFT's terms.</summary>
public sealed record LoraConfig
{
    /// <summary>r, at least 1.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The adapter's output is multiplied by alpha ÷ r, or alpha ÷ √r with <see cref="UseRslora"/>.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>On the adapter's input, in [0, 1).</summary>
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

    public double Scaling(int rank, double alpha) => alpha / (UseRslora ? Math.Sqrt(rank) : rank);

    internal void Validate()
    {
        Require(Rank >= 1, "rank", Rank, "1 or more");
        Require(double.IsFinite(Alpha) && Alpha > 0, "alpha", Alpha, "above 0");
        Require(Dropout is >= 0 and < 1, "dropout", Dropout, "0 or more, below 1");
        foreach (var (key, rank) in RankPattern)
            Require(rank >= 1, $"rank_pattern.{key}", rank, "1 or more");
        foreach (var (key, alpha) in AlphaPattern)
            Require(double.IsFinite(alpha) && alpha > 0, $"alpha_pattern.{key}", alpha, "above 0");
    }

    private static void Require(bool holds, string key, object given, string valid)
    {
        if (!holds)
            throw new DiagnosticException(Problems.LoraOutOfRange.Given(key, given, valid));
    }
}
