using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>One thread's products of matrices with weights, whatever makes them.</summary>
internal abstract class Multiplier : IDisposable
{
    /// <summary>The number type in which it takes weights.</summary>
    public abstract ScalarType WeightType { get; }

    /// <param name="way">How bfloat16 is multiplied; without meaning for single precision.</param>
    public static Multiplier For<TNumber>(BFloat16Way way) where TNumber : struct, INumber =>
        TNumber.Type == ScalarType.BFloat16 && way == BFloat16Way.Float32 ? new RoundedMultiplier() : new LibraryMultiplier(TNumber.Type);

    /// <summary>y = x · weight, of some rows.</summary>
    /// <param name="weight">(inputs, outputs), of <see cref="WeightType"/>.</param>
    public abstract void Multiply(Matrix x, int firstRow, int rows, Tensor weight, Matrix y);

    /// <summary>sum = gradientᵀ · x over the first rows, or sum += the same.</summary>
    /// <param name="sum">(outputs, inputs), single precision.</param>
    /// <param name="first">What is in <paramref name="sum"/> does not count.</param>
    public abstract void MultiplyRows(int rows, Matrix gradient, Matrix x, Tensor sum, bool first);

    /// <summary>Takes values for weights.</summary>
    /// <param name="source">Single precision.</param>
    /// <param name="weights">Of <see cref="WeightType"/>.</param>
    public abstract void TakeWeights(Tensor source, Tensor weights);

    public abstract void Dispose();
}

/// <summary>libtorch's products in the matrices' own number type.</summary>
internal sealed class LibraryMultiplier(ScalarType type) : Multiplier
{
    private Tensor? _product;

    public override ScalarType WeightType => type;

    public override void Multiply(Matrix x, int firstRow, int rows, Tensor weight, Matrix y)
    {
        using Tensor from = x.Rows(firstRow, rows), to = y.Rows(firstRow, rows);
        to.addmm_(from, weight, 0, 1);
    }

    public override void MultiplyRows(int rows, Matrix gradient, Matrix x, Tensor sum, bool first)
    {
        using Tensor all = gradient.Rows(0, rows), from = x.Rows(0, rows), transposed = all.t();
        if (type == ScalarType.Float32)
        {
            sum.addmm_(transposed, from, first ? 0 : 1, 1);
            return;
        }
        using Tensor flat = Product(sum.numel()).narrow(0, 0, sum.numel()), product = flat.view(sum.shape);
        product.addmm_(transposed, from, 0, 1);
        if (first)
            sum.copy_(product);
        else
            sum.add_(product);
    }

    public override void TakeWeights(Tensor source, Tensor weights) => weights.copy_(source);

    public override void Dispose() => _product?.Dispose();

    private Tensor Product(long length)
    {
        if (_product is not null && _product.numel() >= length)
            return _product;
        _product?.Dispose();
        return _product = empty(length, dtype: type).DetachFromDisposeScope();
    }
}
