using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

/// <summary>A mean of word vectors, dropout, and a linear layer: the least that a trainer can be tried on.</summary>
internal sealed class TinyNetwork : ITrainedNetwork
{
    public const int Words = 50, Width = 8, Labels = 3;

    private readonly Tensor _words = Ramp(Words, Width);
    private readonly Tensor _weight = Ramp(Labels, Width);
    private readonly Tensor _bias = zeros(Labels, requires_grad: true);
    private bool _training;

    public IReadOnlyList<TrainedParameter> Parameters =>
    [
        new("words.weight", _words, ParameterRole.Encoder),
        new("classifier.weight", _weight, ParameterRole.Head),
        new("classifier.bias", _bias, ParameterRole.Head),
    ];

    public IDropout? Dropout { get; set; }

    public ILinearKernel Linear { get; set; } = NativeLinearKernel.Instance;

    public int Passes { get; private set; }

    public Action<int>? OnPass { get; set; }

    public Tensor Forward(Tensor inputIds, Tensor attentionMask)
    {
        Passes++;
        OnPass?.Invoke(Passes);
        var mask = attentionMask.to(ScalarType.Float32).unsqueeze(-1);
        var mean = (_words.index_select(0, inputIds.reshape(-1)).reshape(inputIds.shape[0], inputIds.shape[1], Width) * mask)
            .sum(1) / mask.sum(1);
        if (_training && Dropout is not null)
            mean = Dropout.Apply(mean, 0.2, 0);
        return Linear.Multiply(mean, _weight, _bias);
    }

    public void SetTraining(bool training) => _training = training;

    public float[] Weights() => [.. Parameters.SelectMany(p => p.Tensor.ToArray())];

    public void Fill(float value)
    {
        foreach (var parameter in Parameters)
            TensorMemory.Span(parameter.Tensor).Fill(value);
    }

    /// <summary>Rows whose labels follow from their words.</summary>
    public static EncodedRows Rows(int count, int first = 0)
    {
        var ids = Enumerable.Range(first, count)
            .Select(i => Enumerable.Range(0, 1 + i % 7).Select(t => 1 + (i * 31 + t * 17) % (Words - 1)).ToArray()).ToArray();
        return new EncodedRows(
            ids, [.. ids.SelectMany(r => Enumerable.Range(0, Labels).Select(l => (byte)(r[0] % Labels == l ? 1 : 0)))], Labels);
    }

    public static EncodedRows NoRows { get; } = new([], [], Labels);

    private static Tensor Ramp(int rows, int columns) =>
        arange(rows * columns, dtype: ScalarType.Float32).sin().mul(0.3f).reshape(rows, columns).requires_grad_(true);
}
