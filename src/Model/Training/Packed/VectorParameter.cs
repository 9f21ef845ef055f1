using Emotune.Model.Kernels;
using Emotune.Model.Native;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Emotune.Model.Training.Packed;

/// <summary>A bias or a norm's scale: its values, and its gradient by thread.</summary>
internal sealed unsafe class VectorParameter : IDisposable
{
    private readonly ShardVector _sums;
    private readonly GradientSlot? _gradient;
    private readonly NativeFloats? _zeros;

    public VectorParameter(Parameter parameter, int shards)
    {
        Values = TensorMemory.Pointer(parameter);
        _sums = new ShardVector((int)parameter.numel(), shards);
        _gradient = parameter.requires_grad ? new GradientSlot(parameter) : null;
        Clear();
    }

    private VectorParameter(int length, int shards)
    {
        _zeros = new NativeFloats();
        Values = _zeros.ReserveZero(length);
        _sums = new ShardVector(length, shards);
        Clear();
    }

    /// <summary>The parameter; zeros that are not trained where a layer has none.</summary>
    public static VectorParameter OrZeros(Parameter? parameter, int length, int shards) =>
        parameter is null ? new(length, shards) : new(parameter, shards);

    public bool IsTrained => _gradient is not null;

    public float* Values { get; }

    /// <summary>Where a thread adds its part; summed up even where the parameter is frozen, which costs nothing to speak of.</summary>
    public float* Sums(int shard) => _sums.Of(shard);

    public void Clear() => _sums.Clear();

    /// <summary>Adds all threads' sums to the gradient.</summary>
    public void Collect(bool first)
    {
        if (_gradient is null)
            return;
        var gradient = _gradient.Values;
        if (first)
            gradient.Clear();
        _sums.AddTo(gradient);
        _gradient.Show();
    }

    public void Dispose()
    {
        _sums.Dispose();
        _gradient?.Dispose();
        _zeros?.Dispose();
    }
}

/// <summary>Memory for a parameter's gradient, kept from step to step.</summary>
internal sealed class GradientSlot : IDisposable
{
    private readonly Parameter _parameter;
    private readonly Tensor _gradient;

    public GradientSlot(Parameter parameter) : this(parameter, zeros_like(parameter, requires_grad: false).DetachFromDisposeScope())
    {
    }

    /// <param name="gradient">Of the parameter's shape; this slot's from now on.</param>
    public GradientSlot(Parameter parameter, Tensor gradient) => (_parameter, _gradient) = (parameter, gradient);

    public Span<float> Values => TensorMemory.Span(_gradient);

    /// <summary>Makes it the parameter's gradient, until the optimizer forgets it.</summary>
    public void Show() => _parameter.grad = _gradient;

    public void Dispose() => _gradient.Dispose();
}
