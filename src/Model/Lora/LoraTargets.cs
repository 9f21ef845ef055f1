using System.Globalization;
using System.Text.RegularExpressions;
using Emotune.Model.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>A linear layer that gets an adapter.</summary>
internal sealed record LoraTarget(string Module, int Rank, double Alpha);

/// <summary>Which modules a configuration means, by PEFT's rules.</summary>
internal static class LoraTargets
{
    /// <summary>PEFT trains these whole in each sequence classifier.</summary>
    private static readonly string[] Heads = ["classifier", "score"];

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

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
        Heads.Concat(config.ModulesToSave).Any(m => module.EndsWith(m, StringComparison.Ordinal));

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
        ModuleKinds.Of(module, names) == pattern || Matched($@"\A(?:.*\.)?(?:{pattern})\z", key, pattern, module).Success;

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
            return IsInChosenLayer(spellings[0], config);
        if (targets.Pattern is { } pattern)
            return MatchesWhole(pattern, spellings, "target_modules");
        return targets.Names.Any(n => spellings.Contains(n, StringComparer.Ordinal))
            || (targets.Names.Any(n => IsNamed(spellings[0], n, names)) && IsInChosenLayer(spellings[0], config));
    }

    private static bool IsNamed(string module, string name, EncoderNames names) =>
        ModuleKinds.Of(module, names) == name || module.EndsWith("." + name, StringComparison.Ordinal);

    private static bool IsInChosenLayer(string module, LoraConfig config)
    {
        if (config.LayersToTransform is not { Count: > 0 } layers)
            return true;
        var patterns = config.LayersPattern is { Count: > 0 } given ? given : ["[^.]*"];
        var match = patterns.Select(p => Matched($@"\A.*\.{p}\.(\d+)\.", "layers_pattern", p, module)).FirstOrDefault(m => m.Success);
        return match is not null && layers.Contains(int.Parse(match.Groups[^1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

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
        spellings.Any(s => Matched($@"\A(?:{pattern})\z", key, pattern, s).Success);

    private static Match Matched(string pattern, string key, string given, string module)
    {
        try
        {
            return Expression(pattern, key).Match(module);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new DiagnosticException(Problems.ModulePatternTooSlow.Given(given, key, MatchTimeout.TotalSeconds));
        }
    }

    private static Regex Expression(string pattern, string key)
    {
        try
        {
            return new Regex(PythonExpression.ToNet(pattern), RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new DiagnosticException(Problems.ModulePatternInvalid.Given(pattern, key, e.Message));
        }
    }
}
