using System.Globalization;
using System.Text.RegularExpressions;
using Emotune.Model.Diagnostics;

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
    private static readonly string[] Heads = ["classifier", "score"];
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly string[] _saved = [.. isClassifier ? config.ModulesToSave.Union(Heads, StringComparer.Ordinal) : config.ModulesToSave];

    /// <summary>True for a linear layer that gets an adapter.</summary>
    public bool IsTarget(string module)
    {
        if (IsExcluded(module) || _saved.Any(m => Matched("modules_to_save", m, @"\A(^|.*\.){0}($|\..*)", module).Success))
            return false;
        var targets = config.TargetModules;
        if (targets.IsAllLinear)
            return true;
        if (targets.Pattern is { } pattern)
            return MatchesWhole("target_modules", pattern, module);
        return targets.Names.Contains(module, StringComparer.Ordinal) || (EndsWithAny(module, targets.Names) && IsInChosenLayer(module));
    }

    /// <summary>True for a module that is trained whole; PEFT asks for the end of the name alone.</summary>
    public bool IsSaved(string module) => _saved.Any(m => module.EndsWith(m, StringComparison.Ordinal));

    /// <summary>The module's rank and alpha: of the first pattern that matches, each.</summary>
    public LoraTarget Target(string module) => new(
        module, Value("rank_pattern", config.RankPattern, config.Rank, module),
        Value("alpha_pattern", config.AlphaPattern, config.Alpha, module));

    private bool IsExcluded(string module) => config.ExcludeModules is { } excluded
        && (excluded.Pattern is { } pattern
            ? MatchesWhole("exclude_modules", pattern, module)
            : excluded.Names.Contains(module, StringComparer.Ordinal) || EndsWithAny(module, excluded.Names));

    private bool IsInChosenLayer(string module)
    {
        if (config.LayersToTransform is not { Count: > 0 } layers)
            return true;
        var patterns = config.LayersPattern is { Count: > 0 } given ? given : ["[^.]*"];
        var match = patterns.Select(p => Matched("layers_pattern", p, @"\A.*\.{0}\.(\d+)\.", module)).FirstOrDefault(m => m.Success);
        return match is not null && layers.Contains(int.Parse(match.Groups[^1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private T Value<T>(string key, IReadOnlyList<KeyValuePair<string, T>> patterns, T otherwise, string module)
    {
        foreach (var (pattern, value) in patterns)
        {
            if (Matched(key, pattern, @"\A(.*\.)?({0})$", module).Success)
                return value;
        }

        return otherwise;
    }

    private bool MatchesWhole(string key, string pattern, string module) => Matched(key, pattern, @"\A(?:{0})\z", module).Success;

    private static bool EndsWithAny(string module, IReadOnlyList<string> names) =>
        names.Any(n => module.EndsWith("." + n, StringComparison.Ordinal));

    /// <param name="frame">What PEFT puts around the expression, with <c>{0}</c> in its place; its groups count, as they do there.</param>
    private Match Matched(string key, string expression, string frame, string module)
    {
        try
        {
            var framed = frame.Replace("{0}", PythonExpression.ToNet(expression), StringComparison.Ordinal);
            return new Regex(framed, RegexOptions.CultureInvariant, MatchTimeout).Match(module);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            var cause = error is RegexMatchTimeoutException ? "matching one module's name takes more than a second" : error.Message;
            throw new DiagnosticException(Problems.AdapterPatternUnusable.In(file, expression, key, cause.TrimEnd('.')));
        }
    }
}
