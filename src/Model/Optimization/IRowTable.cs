using static TorchSharp.torch;

namespace Emotune.Model.Optimization;

/// <summary>A trained table of which a step reads some rows, and whose gradient is zero in all rows but those.</summary>
internal interface IRowTable
{
    /// <summary>(rows, width)</summary>
    Tensor Weight { get; }

    /// <summary>The rows that have a gradient in this step, each once.</summary>
    IReadOnlyCollection<int> Written { get; }

    /// <summary>Called with the rows that a pass is about to read, some of them several times.</summary>
    Action<int[]>? BeforeReading { get; set; }
}
