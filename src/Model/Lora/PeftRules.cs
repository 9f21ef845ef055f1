using Emotune.Diagnostics;

namespace Emotune.Model.Lora;

/// <summary>Which modules an <c>adapter_config.json</c> means, by PEFT 0.21's rules and nothing else.</summary>
/// <remarks>
/// All names are those of the model that was adapted: a classifier's with the family's prefix, a bare encoder's without. The kinds of
/// <see cref="ModuleKinds"/> mean nothing here.
/// </remarks>
/// <param name="isClassifier">The task is to classify sequences: PEFT then trains the heads whole, whatever else is asked for.</param>
/// <param name="file">Where the configuration stands, for messages.</param>
internal sealed class PeftRules(LoraConfig config, bool isClassifier, string file)
{
    private readonly ModuleExpressions _expressions = new(
        (expression, key, cause) => Problems.AdapterPatternUnusable.In(file, expression, key, cause.TrimEnd('.')),
        (expression, key) => Problems.AdapterPatternUnusable.In(
            file, expression, key, "matching one module's name takes more than a second"));

    private readonly string[] _saved = [.. isClassifier ? config.ModulesToSave.Union(Heads, StringComparer.Ordinal) : config.ModulesToSave];

    /// <summary>The ends of the heads' names, which PEFT trains whole in each sequence classifier.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["classifier", "score"];

    /// <summary>True for a linear layer that gets an adapter.</summary>
    public bool IsTarget(string module)
    {
        if (IsExcluded(module) || _saved.Any(m => _expressions.IsWithin("modules_to_save", m, module)))
            return false;
        var targets = config.TargetModules;
        if (targets.IsAllLinear)
            return true;
        if (targets.Pattern is { } pattern)
            return _expressions.IsWhole("target_modules", pattern, module);
        return targets.Names.Contains(module, StringComparer.Ordinal)
            || (EndsWithAny(module, targets.Names) && _expressions.IsInChosenLayer(config, module));
    }

    /// <summary>True for a module that is trained whole; PEFT asks for the end of the name alone.</summary>
    public bool IsSaved(string module) => _saved.Any(m => module.EndsWith(m, StringComparison.Ordinal));

    /// <summary>The module's rank and alpha: of the first pattern that matches, each.</summary>
    public LoraTarget Target(string module) => new(
        module, Value("rank_pattern", config.RankPattern, config.Rank, module),
        Value("alpha_pattern", config.AlphaPattern, config.Alpha, module));

    private bool IsExcluded(string module) => config.ExcludeModules is { } excluded
        && (excluded.Pattern is { } pattern
            ? _expressions.IsWhole("exclude_modules", pattern, module)
            : excluded.Names.Contains(module, StringComparer.Ordinal) || EndsWithAny(module, excluded.Names));

    private T Value<T>(string key, IReadOnlyList<KeyValuePair<string, T>> patterns, T otherwise, string module)
    {
        foreach (var (pattern, value) in patterns)
        {
            if (_expressions.IsEnd(key, pattern, module))
                return value;
        }

        return otherwise;
    }

    private static bool EndsWithAny(string module, IReadOnlyList<string> names) =>
        names.Any(n => module.EndsWith("." + n, StringComparison.Ordinal));
}
