using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>The tensors of an <c>adapter_model.safetensors</c>, found by the names that a network has for them.</summary>
internal sealed class AdapterTensors
{
    private static readonly string[] LowRankParts = [AdapterNames.APart, AdapterNames.BPart, AdapterNames.MagnitudePart];
    private static readonly string[] CopyParts = ["modules_to_save.default.", "modules_to_save."];

    private readonly Dictionary<(string Module, string Part), string> _lowRank = [];
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _originals = new(StringComparer.Ordinal);
    private readonly string _prefix;

    /// <param name="names">All names in the file.</param>
    public AdapterTensors(IEnumerable<string> names, EncoderFamily family)
    {
        _prefix = family.Names.Prefix + ".";
        var given = names.Order(StringComparer.Ordinal).ToList();
        var rooted = given.Where(n => n.StartsWith(AdapterNames.Root, StringComparison.Ordinal)).ToList();
        WrapsClassifier = !rooted.TrueForAll(n => WeightNames.IsBare(n[AdapterNames.Root.Length..]));
        Foreign = [.. given.Except(rooted, StringComparer.Ordinal)];
        foreach (var name in rooted)
            Add(name, name[AdapterNames.Root.Length..]);
    }

    /// <summary>
    /// True where a whole model was adapted, whose names have the family's prefix; false for a bare encoder, whose names have none.
    /// </summary>
    public bool WrapsClassifier { get; }

    /// <summary>Names that no adapter of PEFT's has.</summary>
    public IReadOnlyList<string> Foreign { get; }

    /// <summary>The modules that have an adapter, in ordinal order.</summary>
    public IReadOnlyList<string> Adapted => [.. _lowRank.Keys.Select(k => k.Module).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The parameters that are saved whole, and biases, by the network's names in ordinal order.</summary>
    public IReadOnlyCollection<string> Parameters => _values.Keys;

    /// <summary>The file's name of A, B or the magnitude; null where it has none.</summary>
    public string? LowRank(string module, string part) => _lowRank.GetValueOrDefault((module, part));

    /// <summary>The file's name of a whole parameter; null where it has none.</summary>
    public string? Parameter(string name) => _values.GetValueOrDefault(name);

    /// <summary>The file's name of the bias that a saved module had before it was trained; null where it has none.</summary>
    public string? OriginalBias(string name) => _originals.GetValueOrDefault(name);

    /// <summary>The name that the adapted model has for the network's module; null for a head over a bare encoder.</summary>
    public string? Wrapped(string module) => WrapsClassifier ? module
        : module.StartsWith(_prefix, StringComparison.Ordinal) ? module[_prefix.Length..]
        : null;

    private void Add(string file, string name)
    {
        foreach (var part in LowRankParts)
        {
            if ((ModuleBefore(name, $".{part}.weight") ?? ModuleBefore(name, "." + part)) is not { } module)
                continue;
            // A copy within a wrapper says the same once more.
            if (!IsCopy(module))
                _lowRank[(Network(module), part)] = file;
            return;
        }

        var plain = name.Replace(".base_layer.", ".", StringComparison.Ordinal);
        if (Without(plain, "original_module.") is { } original)
            _originals[Network(original)] = file;
        else if (CopyParts.Select(c => Without(plain, c)).FirstOrDefault(c => c is not null) is { } copy)
            _values.TryAdd(Network(copy), file);
        else
            _values[Network(plain)] = file;
    }

    private string Network(string name) => WrapsClassifier ? name : _prefix + name;

    private static bool IsCopy(string module) => CopyParts.Append("original_module.")
        .Any(c => module.Contains("." + c, StringComparison.Ordinal) || module.EndsWith("." + c.TrimEnd('.'), StringComparison.Ordinal));

    private static string? ModuleBefore(string name, string end) =>
        name.EndsWith(end, StringComparison.Ordinal) ? name[..^end.Length] : null;

    private static string? Without(string name, string part) => name.IndexOf("." + part, StringComparison.Ordinal) is >= 0 and var at
        ? name.Remove(at + 1, part.Length)
        : null;
}
