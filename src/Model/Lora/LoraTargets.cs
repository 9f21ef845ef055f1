using System.Globalization;
using System.Text.RegularExpressions;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>A linear layer that gets an adapter.</summary>
public sealed record LoraTarget(string Module, int Rank, double Alpha);

/// <summary>Which modules a configuration means, by PEFT's rules.</summary>
public static class LoraTargets
{
    /// <summary>PEFT trains these whole in each sequence classifier.</summary>
    private static readonly string[] Heads = ["classifier", "score"];

    /// <summary>The linear layers that get an adapter, in the order in which they are given.</summary>
    /// <param name="modules">Full names of linear layers, as <c>bert.encoder.layer.0.attention.self.query</c>.</param>
    /// <exception cref="DiagnosticException">None matches, or an expression is not valid.</exception>
    public static IReadOnlyList<LoraTarget> Resolve(IReadOnlyList<string> modules, LoraConfig config, EncoderNames names)
    {
        var targets = Matching(modules, config, names)
            .Select(m => new LoraTarget(m, PatternValue(m, "rank_pattern", config.RankPattern, config.Rank, names), PatternValue(m, "alpha_pattern", config.AlphaPattern, config.Alpha, names)))
            .ToList();
        return targets.Count > 0
            ? targets
            : throw new DiagnosticException(Diagnostics.NoTargetModule.Given(config.TargetModules, NameList.Of([.. modules.Take(3)])));
    }

    /// <summary>True where <paramref name="module"/> is one of those that are trained whole; PEFT asks for the end of the name alone.</summary>
    public static bool IsSavedModule(string module, LoraConfig config) =>
        Heads.Concat(config.ModulesToSave).Any(m => module.EndsWith(m, StringComparison.Ordinal));

    internal static IEnumerable<string> Matching(IEnumerable<string> modules, LoraConfig config, EncoderNames names) =>
        modules.Where(m => !IsInSavedModule(m, config) && !IsExcluded(m, config, names) && IsTarget(m, config, names));

    private static bool IsInSavedModule(string module, LoraConfig config) => Ancestry(module).Any(m => IsSavedModule(m, config));

    /// <summary>a.b.c → a, a.b, a.b.c</summary>
    internal static IEnumerable<string> Ancestry(string module)
    {
        for (var dot = module.IndexOf('.'); dot >= 0; dot = module.IndexOf('.', dot + 1))
            yield return module[..dot];
        yield return module;
    }

    private static bool IsExcluded(string module, LoraConfig config, EncoderNames names) =>
        config.ExcludeModules is { } excluded
        && (excluded.Pattern is { } pattern
            ? MatchesWhole(pattern, module, "exclude_modules")
            : excluded.Names.Any(n => n == module || IsNamed(module, n, names)));

    private static bool IsTarget(string module, LoraConfig config, EncoderNames names)
    {
        var targets = config.TargetModules;
        if (targets.IsAllLinear)
            return IsInChosenLayer(module, config);
        if (targets.Pattern is { } pattern)
            return MatchesWhole(pattern, module, "target_modules");
        return targets.Names.Contains(module, StringComparer.Ordinal)
            || (targets.Names.Any(n => IsNamed(module, n, names)) && IsInChosenLayer(module, config));
    }

    private static bool IsNamed(string module, string name, EncoderNames names) =>
        ModuleKinds.Of(module, names) == name || module.EndsWith("." + name, StringComparison.Ordinal);

    private static bool IsInChosenLayer(string module, LoraConfig config)
    {
        if (config.LayersToTransform is not { Count: > 0 } layers)
            return true;
        var patterns = config.LayersPattern is { Count: > 0 } given ? given : ["[^.]*"];
        var match = patterns.Select(p => Expression($@"\A.*\.{p}\.(\d+)\.", "layers_pattern").Match(module)).FirstOrDefault(m => m.Success);
        return match is not null && layers.Contains(int.Parse(match.Groups[^1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static T PatternValue<T>(string module, string key, IReadOnlyList<KeyValuePair<string, T>> patterns, T otherwise, EncoderNames names)
    {
        foreach (var (pattern, value) in patterns)
            if (ModuleKinds.Of(module, names) == pattern || Expression($@"\A(?:.*\.)?(?:{pattern})\z", key).IsMatch(module))
                return value;
        return otherwise;
    }

    private static bool MatchesWhole(string pattern, string module, string key) => Expression($@"\A(?:{pattern})\z", key).IsMatch(module);

    private static Regex Expression(string pattern, string key)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw new DiagnosticException(Diagnostics.ModulePatternInvalid.Given(pattern, key, e.Message));
        }
    }
}
