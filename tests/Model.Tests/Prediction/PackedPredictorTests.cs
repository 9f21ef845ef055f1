using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Training;
using TorchSharp;

namespace Emotune.Model.Tests.Prediction;

public sealed class PackedPredictorTests : IDisposable
{
    private static readonly EncoderConfig Config = Samples.Odd(EncoderFamily.Bert);

    private readonly SequenceClassifier _network = Samples.Network(Config, HeadPooling.Mean);
    private readonly EncodedRows _rows = Encoded(Samples.Comments(Config, 60));

    public void Dispose() => _network.Dispose();

    [Fact]
    public void Rows_have_the_plain_path_s_logits_in_their_order()
    {
        var plain = new Predictor(TrainedClassifier.Full(_network), Config.PadTokenId).Predict(_rows).Logits;
        foreach (var budget in new[] { 1, 100, 1 << 20 })
        {
            var logits = Logits(_rows, threads: 2, budget);
            Assert.Equal(plain.Length, logits.Length);
            for (var i = 0; i < plain.Length; i++)
                Assert.Equal(plain[i], logits[i], 1e-5);
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_touch_a_bit() =>
        Assert.Equal(Logits(_rows, threads: 1, 100), Logits(_rows, threads: 3, 100));

    [Fact]
    public void The_order_of_the_rows_and_how_often_each_comes_do_not_touch_a_bit()
    {
        var straight = Logits(_rows, threads: 2, 100);
        var order = Enumerable.Range(0, _rows.Count).Reverse().SelectMany(i => new[] { i, i }).ToArray();
        var other = Logits(Encoded([.. order.Select(i => _rows.InputIds[i])]), threads: 2, 100);
        for (var i = 0; i < order.Length; i++)
            Assert.Equal(straight.AsSpan(order[i] * Samples.Labels, Samples.Labels), other.AsSpan(i * Samples.Labels, Samples.Labels));
    }

    [Theory]
    [InlineData(HeadPooling.Mean)]
    [InlineData(HeadPooling.FirstToken)]
    internal void A_row_without_word_pieces_has_the_plain_path_s_logits(HeadPooling pooling)
    {
        using var other = Samples.Network(Config, pooling);
        using var packed = new PackedClassifier(other);
        var empty = Encoded([[], [2, 5, 3]]);
        var plain = new Predictor(TrainedClassifier.Full(other), Config.PadTokenId, tokenBudget: 1).Predict(empty).Logits;
        var logits = new PackedPredictor(packed).Predict(empty).Logits;
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], logits[i], 1e-5);
    }

    [Fact]
    public void The_callers_number_of_threads_stays()
    {
        var before = torch.get_num_threads();
        Logits(_rows, threads: 2, 100);
        Assert.Equal(before, torch.get_num_threads());
    }

    [Fact]
    public void It_stops_when_cancelled_and_takes_no_rows()
    {
        using var packed = new PackedClassifier(_network);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new PackedPredictor(packed).Predict(_rows, cancellation: source.Token));
        Assert.Empty(new PackedPredictor(packed).Predict(Encoded([])).Logits);
    }

    [Fact]
    public void What_goes_wrong_in_a_batch_reaches_the_caller()
    {
        using var packed = new PackedClassifier(_network, threads: 2);
        var unknown = Encoded([[2, 3], [2, Config.VocabularySize]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackedPredictor(packed).Predict(unknown));
    }

    private float[] Logits(EncodedRows given, int threads, int budget)
    {
        using var packed = new PackedClassifier(_network, threads: threads);
        return new PackedPredictor(packed, budget).Predict(given).Logits;
    }

    private static EncodedRows Encoded(int[][] ids) => new(ids, new byte[ids.Length * Samples.Labels], Samples.Labels);
}
