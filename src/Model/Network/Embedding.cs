using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>A table of vectors, looked up by row.</summary>
/// <remarks>A row that pads is read like any other and gets no gradient, as in <c>torch.nn.Embedding(padding_idx)</c>.</remarks>
internal sealed class Embedding : nn.Module
{
    private readonly int? _paddingRow;

    internal Embedding(string name, int rows, int width, int? paddingRow = null) : base(name)
    {
        _paddingRow = paddingRow;
        Weight = NewParameter.Of(rows, width);
        register_parameter("weight", Weight);
    }

    /// <summary>(rows, width)</summary>
    public Parameter Weight { get; }

    /// <param name="rows">(…) int64</param>
    /// <returns>(…, width)</returns>
    public Tensor Forward(Tensor rows)
    {
        var vectors = Weight.index_select(0, rows.reshape(-1)).reshape([.. rows.shape, Weight.shape[1]]);
        if (_paddingRow is not { } padding || !Weight.requires_grad || !is_grad_enabled())
            return vectors;
        return where(rows.ne(padding).unsqueeze(-1), vectors, vectors.detach());
    }
}
