namespace Emotune.Model.Lora;

/// <summary>What is wrong with a name of a configuration.</summary>
internal enum LoraNameFaultKind
{
    /// <summary>The network has no such module.</summary>
    Unknown,

    /// <summary>There is such a module, and the name changes nothing about it.</summary>
    WithoutEffect,

    /// <summary>The encoder has no layer of this number.</summary>
    UnknownLayer,

    /// <summary>The module is no linear layer, and only those can have an adapter.</summary>
    NotLinear,

    /// <summary>No linear layer is left that has an adapter.</summary>
    NoTarget,
}

/// <summary>A name of an adapter's configuration that does not do what a name is there for.</summary>
/// <param name="Key">The option that has it, as <c>modules_to_save</c>.</param>
/// <param name="Name">The name itself.</param>
/// <param name="Reason">Why, where the kind does not say it all; else empty.</param>
/// <param name="Valid">Names that would do something.</param>
internal sealed record LoraNameFault(
    LoraNameFaultKind Kind, string Key, string Name, string Reason, IReadOnlyList<string> Valid)
{
    /// <summary>The option whose value makes this name idle; null where the name alone is wrong.</summary>
    public string? Beside { get; init; }
}
