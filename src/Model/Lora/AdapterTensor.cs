using TorchSharp.Modules;

namespace Emotune.Model.Lora;

internal enum AdapterTensorKind
{
    /// <summary>A, B or a magnitude.</summary>
    LowRank,

    /// <summary>A bias of the base model that is trained beside the adapter.</summary>
    Bias,

    /// <summary>A parameter of a module that is trained whole and saved in the adapter's file.</summary>
    Saved,

    /// <summary>A parameter of a head that has a file of its own.</summary>
    Head,
}

/// <summary>A trained tensor of an adapter and its names.</summary>
/// <param name="NetworkName">The network's own name for it.</param>
/// <param name="TrainedName">PEFT's name for the parameter.</param>
/// <param name="FileName">PEFT's name in the adapter's file; null where it is not in there.</param>
internal sealed record AdapterTensor(
    AdapterTensorKind Kind, string NetworkName, string TrainedName, string? FileName, Parameter Parameter)
{
    /// <summary>The module of <c>modules_to_save</c> that it belongs to, for <see cref="AdapterTensorKind.Saved"/>.</summary>
    public string? SavedModule { get; init; }
}
