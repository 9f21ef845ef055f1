using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>A linear layer that gets an adapter.</summary>
internal sealed record LoraTarget(string Module, int Rank, double Alpha);

/// <summary>Which modules a configuration means, by PEFT's rules.</summary>
internal static class LoraTargets
{
    private static readonly ModuleExpressions Expressions = new(
        (expression, key, cause) => Problems.ModulePatternInvalid.Given(expression, key, cause),
        (expression, key) => Problems.ModulePatternTooSlow.Given(expression, key, ModuleExpressions.Timeout.TotalSeconds));

    /// <summary>The linear layers that get an adapter, in the order in which they are given.</summary>
    /// <param name="modules">Full names of linear layers, as <c>bert.encoder.layer.0.attention.self.query</c>.</param>
    /// <param name="bareToo">Names without the family's prefix are meant as well: those of an encoder that is wrapped alone.</param>
    /// <exception cref="DiagnosticException">None matches, or an expression is not valid.</exception>
    public static IReadOnlyList<LoraTarget> Resolve(
        IReadOnlyList<string> modules, LoraConfig config, EncoderNames names, bool bareToo = false)
    {
        var targets = Matching(modules, config, names, bareToo)
            .Select(
                m => new LoraTarget(
                    m, PatternValue(m, "rank_pattern", config.RankPattern, config.Rank, names),
                    PatternValue(m, "alpha_pattern", config.AlphaPattern, config.Alpha, names)))
            .ToList();
        return targets.Count > 0
            ? targets
            : throw new DiagnosticException(
                Problems.NoTargetModule.Given(config.TargetModules, NoTarget.Of(modules, config, names, bareToo).Text));
    }

    /// <summary>
    /// True where <paramref name="module"/> is one of those that are trained whole; PEFT asks for the end of the name alone.
    /// </summary>
    public static bool IsSavedModule(string module, LoraConfig config) =>
        PeftRules.Heads.Concat(config.ModulesToSave).Any(m => module.EndsWith(m, StringComparison.Ordinal));

    internal static IEnumerable<string> Matching(IEnumerable<string> modules, LoraConfig config, EncoderNames names, bool bareToo) =>
        modules.Where(m =>
    {
        var spellings = Spellings(m, names, bareToo);
        return !IsInSavedModule(m, config) && !IsExcluded(spellings, config, names) && IsTarget(spellings, config, names);
    });

    /// <summary>Whether one name of a list of targets or of excluded modules means the module.</summary>
    internal static bool Means(string name, string module, EncoderNames names, bool bareToo) =>
        Means(name, Spellings(module, names, bareToo), names);

    /// <summary>Whether one key of <c>rank_pattern</c> or <c>alpha_pattern</c> means the module.</summary>
    internal static bool PatternMeans(string pattern, string module, string key, EncoderNames names) =>
        ModuleKinds.Means(pattern, module, names) || Expressions.IsEnd(key, pattern, module);

    private static string[] Spellings(string module, EncoderNames names, bool bareToo)
    {
        var prefix = names.Prefix + ".";
        return bareToo && module.StartsWith(prefix, StringComparison.Ordinal) ? [module, module[prefix.Length..]] : [module];
    }

    private static bool Means(string name, string[] spellings, EncoderNames names) =>
        spellings.Contains(name, StringComparer.Ordinal) || IsNamed(spellings[0], name, names);

    internal static bool IsInSavedModule(string module, LoraConfig config) => Ancestry(module).Any(m => IsSavedModule(m, config));

    /// <summary>a.b.c → a, a.b, a.b.c</summary>
    internal static IEnumerable<string> Ancestry(string module)
    {
        for (var dot = module.IndexOf('.'); dot >= 0; dot = module.IndexOf('.', dot + 1))
            yield return module[..dot];
        yield return module;
    }

    private static bool IsExcluded(string[] spellings, LoraConfig config, EncoderNames names) =>
        config.ExcludeModules is { } excluded
        && (excluded.Pattern is { } pattern
            ? MatchesWhole(pattern, spellings, "exclude_modules")
            : excluded.Names.Any(n => Means(n, spellings, names)));

    private static bool IsTarget(string[] spellings, LoraConfig config, EncoderNames names)
    {
        var targets = config.TargetModules;
        if (targets.IsAllLinear)
            return Expressions.IsInChosenLayer(config, spellings[0]);
        if (targets.Pattern is { } pattern)
            return MatchesWhole(pattern, spellings, "target_modules");
        return targets.Names.Any(n => spellings.Contains(n, StringComparer.Ordinal))
            || (targets.Names.Any(n => IsNamed(spellings[0], n, names)) && Expressions.IsInChosenLayer(config, spellings[0]));
    }

    private static bool IsNamed(string module, string name, EncoderNames names) =>
        ModuleKinds.Means(name, module, names) || module.EndsWith("." + name, StringComparison.Ordinal);

    private static T PatternValue<T>(
        string module, string key, IReadOnlyList<KeyValuePair<string, T>> patterns, T otherwise, EncoderNames names)
    {
        foreach (var (pattern, value) in patterns)
        {
            if (PatternMeans(pattern, module, key, names))
                return value;
        }

        return otherwise;
    }

    private static bool MatchesWhole(string pattern, string[] spellings, string key) =>
        spellings.Any(s => Expressions.IsWhole(key, pattern, s));
}
