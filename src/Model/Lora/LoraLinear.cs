using Emotune.Model.Network;
using Emotune.Randomness;
using static TorchSharp.torch;
using Linear = Emotune.Model.Network.Linear;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Lora;

/// <summary>A frozen linear layer with a low-rank correction: W·x + b + s·B·A·x (Hu et al. 2021, arXiv:2106.09685).</summary>
/// <remarks>
/// With a magnitude m it is DoRA (arXiv:2402.09353): rows of W + s·B·A are rescaled to the lengths m; no gradient goes through their own
/// lengths.
/// </remarks>
internal sealed class LoraLinear : ILinearAdapter
{
    private readonly Linear _layer;
    private readonly DropoutSite _dropout;
    private Tensor? _unmerged;

    /// <param name="seed">With the layer's name it decides A, from U(−1/√inputs, 1/√inputs); B is zero.</param>
    internal LoraLinear(Linear layer, int rank, double alpha, LoraConfig config, long seed)
    {
        _layer = layer;
        (Rank, Alpha, Scaling) = (rank, alpha, config.Scaling(rank, alpha));
        _dropout = layer.NewDropoutSite(config.Dropout);
        A = NewParameter.Of(rank, layer.Inputs);
        B = NewParameter.Of(layer.Outputs, rank);
        // Kaiming's uniform rule with a = √5: √(6 / ((1 + a²) · inputs)).
        A.Assign(new CounterRandom(seed, layer.Name + ".lora_A").Uniform(checked((int)A.numel()), 1 / Math.Sqrt(layer.Inputs)));
        B.Assign(new float[checked((int)B.numel())]);
        if (config.UseDora)
        {
            Magnitude = NewParameter.Of(layer.Outputs);
            ResetMagnitude();
        }
    }

    public int Rank { get; }

    public double Alpha { get; }

    public double Scaling { get; }

    /// <summary>(rank, inputs)</summary>
    public Parameter A { get; }

    /// <summary>(outputs, rank)</summary>
    public Parameter B { get; }

    /// <summary>(outputs); null without DoRA.</summary>
    public Parameter? Magnitude { get; }

    public bool Merged => _unmerged is not null;

    internal Linear Layer => _layer;

    internal DropoutSite DropoutSite => _dropout;

    public Tensor Forward(Tensor x)
    {
        var result = _layer.Multiply(x, _layer.Weight, _layer.Bias);
        if (Merged)
            return result;
        var input = _dropout.Forward(x);
        var lowRank = _layer.Multiply(_layer.Multiply(input, A), B) * Scaling;
        if (Magnitude is null)
            return result + lowRank;
        var scale = Magnitude / RowLengths();
        var plain = _dropout.Active ? _layer.Multiply(input, _layer.Weight)
            : _layer.Bias is { } bias ? result - bias
            : result;
        return result + (scale - 1) * plain + scale * lowRank;
    }

    /// <summary>Writes the correction into the layer's weights; the layer is then as fast as without an adapter.</summary>
    public void Merge()
    {
        if (Merged)
            return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var sum = Corrected();
        if (Magnitude is not null)
            sum *= (Magnitude / RowLengths()).unsqueeze(1);
        _unmerged = _layer.Weight.detach().clone().DetachFromDisposeScope();
        _layer.Weight.copy_(sum);
    }

    /// <summary>Restores the layer's weights, to the bit.</summary>
    public void Unmerge()
    {
        if (_unmerged is null)
            return;
        using (no_grad())
            _layer.Weight.copy_(_unmerged);
        _unmerged.Dispose();
        _unmerged = null;
    }

    /// <summary>Sets the magnitude to what leaves the layer as it is: the row lengths of W + s·B·A.</summary>
    internal void ResetMagnitude() => Magnitude?.Assign(RowLengths().ToArray());

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        Magnitude?.Dispose();
        _unmerged?.Dispose();
    }

    // (outputs, inputs)
    private Tensor Corrected() => _layer.Weight + matmul(B, A) * Scaling;

    // (outputs)
    private Tensor RowLengths()
    {
        using var _ = no_grad();
        return Corrected().square().sum(1).sqrt();
    }
}
