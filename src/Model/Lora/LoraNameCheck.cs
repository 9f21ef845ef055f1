using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>
/// Finds the names of a configuration that mean nothing, where PEFT passes them over: for configurations that a person wrote for this
/// very encoder. Those of adapters that exist already are taken as PEFT takes them.
/// </summary>
internal sealed class LoraNameCheck
{
    private readonly LoraConfig _config;
    private readonly EncoderConfig _encoder;
    private readonly EncoderModules _modules;
    private readonly HeadPooling _pooling;
    private readonly List<LoraNameFault> _faults = [];

    private LoraNameCheck(LoraConfig config, EncoderConfig encoder, HeadPooling pooling)
    {
        (_config, _encoder, _pooling) = (config, encoder, pooling);
        _modules = EncoderModules.Of(encoder, pooling);
    }

    private EncoderNames Names => _encoder.Family.Names;

    // A mean head is no part of what PEFT wraps: the wrapped names have no family prefix.
    private bool BareToo => _pooling == HeadPooling.Mean;

    /// <summary>All of them, in the order of the options.</summary>
    /// <exception cref="DiagnosticException">EXP4109 or EXP4116: an expression is not valid or takes too long.</exception>
    public static IReadOnlyList<LoraNameFault> Of(LoraConfig config, EncoderConfig encoder, HeadPooling pooling)
    {
        var check = new LoraNameCheck(config, encoder, pooling);
        check.Targets();
        check.Excluded();
        check.Layers();
        check.Patterns("rank_pattern", config.RankPattern.Select(p => p.Key));
        check.Patterns("alpha_pattern", config.AlphaPattern.Select(p => p.Key));
        check.Saved();
        if (check._faults.All(LeavesTargets))
            check.AnyTarget();
        return check._faults;
    }

    private void Targets()
    {
        if (_config.TargetModules.IsAllLinear)
            return;
        if (_config.TargetModules.Pattern is { } pattern)
        {
            if (Other(_config) is { } other)
                Add(LoraNameFaultKind.NotLinear, "target_modules", pattern, other);
            return;
        }

        foreach (var name in _config.TargetModules.Names)
        {
            var layers = LinearsMeantBy(name);
            if (layers.Count == 0 && Other(_config with { TargetModules = new([name]) }) is { } other)
                Add(LoraNameFaultKind.NotLinear, "target_modules", name, other);
            else if (layers.Count == 0)
                AddUnknown("target_modules", name, LinearNames);
            else if (layers.All(m => LoraTargets.IsInSavedModule(m, _config)))
                Add(LoraNameFaultKind.WithoutEffect, "target_modules", name, Whole(layers));
        }
    }

    private void Excluded()
    {
        if (_config.ExcludeModules is not { } excluded)
            return;
        var targeted = Matching(_config with { ExcludeModules = null, LayersToTransform = null });
        string[] names = excluded.Pattern is { } pattern ? [pattern] : [.. excluded.Names];
        foreach (var name in names)
        {
            var alone = _config with { TargetModules = excluded.Pattern is null ? new([name]) : excluded, ExcludeModules = null };
            var layers = LoraTargets.Matching(
                _modules.Linears, alone with { LayersToTransform = null, ModulesToSave = [] }, Names, BareToo).ToList();
            if (layers.Count == 0 && LinearsMeantBy(name).Count == 0)
                AddUnknown("exclude_modules", name, LinearNames);
            else
                RequireEffect("exclude_modules", name, layers, targeted, "target_modules names none of the layers that it excludes");
        }
    }

    private void Layers()
    {
        // Where no number is a layer's, no layer is left, which is told with the reason.
        if (_config.LayersToTransform is not { } layers || layers.All(l => l >= _encoder.LayerCount))
            return;
        foreach (var layer in layers.Where(l => l >= _encoder.LayerCount))
            Add(LoraNameFaultKind.UnknownLayer, "layers_to_transform", layer.ToString(CultureInfo.InvariantCulture), "");
    }

    private void Patterns(string key, IEnumerable<string> patterns)
    {
        var targeted = Matching(_config);
        foreach (var pattern in patterns)
        {
            var layers = _modules.Linears.Where(m => LoraTargets.PatternMeans(pattern, m, key, Names)).ToList();
            if (layers.Count == 0)
                AddUnknown(key, pattern, LinearNames);
            else
                RequireEffect(key, pattern, layers, targeted, "none of the layers that it names has an adapter");
        }
    }

    private void Saved()
    {
        var modules = _modules.Linears.Concat(_modules.Others).SelectMany(LoraTargets.Ancestry).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _config.ModulesToSave.Where(n => !LoraTargets.IsSavedModule(n, new LoraConfig())))
        {
            if (!modules.Any(m => m.EndsWith(name, StringComparison.Ordinal)))
                AddUnknown("modules_to_save", name, SegmentsOf(modules));
            else if (!_config.TargetModules.IsAllLinear && IsTargetToo(name))
                Add(LoraNameFaultKind.WithoutEffect, "modules_to_save", name, "target_modules names it too, and a module has one of both");
        }
    }

    /// <summary>Whether the fault says nothing of which layers have adapters.</summary>
    private static bool LeavesTargets(LoraNameFault fault) => fault.Key switch
    {
        "target_modules" => false,
        "modules_to_save" => fault.Kind == LoraNameFaultKind.Unknown,
        _ => true,
    };

    private void AnyTarget()
    {
        if (Matching(_config).Count > 0)
            return;
        var cause = NoTarget.Of(_modules.Linears, _config, Names, BareToo);
        Add(LoraNameFaultKind.NoTarget, cause.Key, _config.TargetModules.ToString(), cause.Text);
    }

    /// <summary>Whether a layer that is saved by this name itself, not by that of a module around it, is a target as well.</summary>
    private bool IsTargetToo(string saved) =>
        Matching(_config with { ModulesToSave = [], LayersToTransform = null }).Any(m => m.EndsWith(saved, StringComparison.Ordinal));

    private void RequireEffect(string key, string name, List<string> layers, List<string> targeted, string reason)
    {
        if (targeted.Count > 0 && !layers.Any(targeted.Contains))
            Add(LoraNameFaultKind.WithoutEffect, key, name, reason, beside: "target_modules");
    }

    private static string Whole(List<string> layers) => layers.All(m => LoraTargets.IsInSavedModule(m, new LoraConfig()))
        ? "it is the head, which is always trained whole"
        : "modules_to_save trains it whole";

    private List<string> LinearsMeantBy(string name) => [.. _modules.Linears.Where(m => LoraTargets.Means(name, m, Names, BareToo))];

    private List<string> Matching(LoraConfig config) => [.. LoraTargets.Matching(_modules.Linears, config, Names, BareToo)];

    private string? Other(LoraConfig config) => LoraTargets.Matching(_modules.Others, config, Names, BareToo).FirstOrDefault();

    private IReadOnlyList<string> LinearNames =>
    [
        .. ModuleKinds.All.Concat(SegmentsOf(_modules.Linears.Where(m => !LoraTargets.IsInSavedModule(m, new LoraConfig()))))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The parts of dotted names, without the numbers of layers.</summary>
    private static IReadOnlyList<string> SegmentsOf(IEnumerable<string> modules) =>
        [.. modules.Select(m => m[(m.LastIndexOf('.') + 1)..]).Where(s => !char.IsAsciiDigit(s[0])).Distinct(StringComparer.Ordinal)];

    private void AddUnknown(string key, string name, IReadOnlyList<string> valid)
    {
        var reason = IsOfOtherHead(name) ? "the head of 'mean' pooling does not use it" : "";
        _faults.Add(new(LoraNameFaultKind.Unknown, key, name, reason, valid));
    }

    private bool IsOfOtherHead(string name) => _pooling == HeadPooling.Mean
        && EncoderModules.Of(_encoder, HeadPooling.FirstToken).Linears.Except(_modules.Linears)
            .SelectMany(LoraTargets.Ancestry).Any(m => m.EndsWith(name, StringComparison.Ordinal));

    private void Add(LoraNameFaultKind kind, string key, string name, string reason, string? beside = null) =>
        _faults.Add(new(kind, key, name, reason, []) { Beside = beside });
}
