using Emotune.Model.Prediction;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

public class PredictorTests
{
    private static readonly EncodedRows Rows = TinyNetwork.Rows(200);

    [Fact]
    public void Gives_each_row_its_logits_in_the_order_of_the_rows()
    {
        var network = new TinyNetwork();
        var all = new Predictor(network, 0, tokenBudget: 40).Predict(Rows);
        var single = new Predictor(network, 0).Predict(new EncodedRows([Rows.InputIds[17]], new byte[3], 3));
        Assert.Equal(200, all.Rows);
        for (var label = 0; label < 3; label++)
            Assert.Equal(single.Logits[label], all.Logits[17 * 3 + label], 1e-6);
        Assert.Same(Rows.MultiHotLabels, all.Labels);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_touch_a_bit()
    {
        var order = Enumerable.Range(0, 200).OrderBy(i => i * 7919 % 200).ToArray();
        var shuffled = new EncodedRows([.. order.Select(i => Rows.InputIds[i])], new byte[600], 3);
        var network = new TinyNetwork();
        var (straight, other) = (new Predictor(network, 0, 40).Predict(Rows).Logits,
            new Predictor(network, 0, 40).Predict(shuffled).Logits);
        for (var i = 0; i < 200; i++)
            Assert.Equal(straight.AsSpan(order[i] * 3, 3), other.AsSpan(i * 3, 3));
    }

    [Fact]
    public void Keeps_to_the_token_budget()
    {
        var network = new TinyNetwork();
        new Predictor(network, 0, tokenBudget: 1).Predict(Rows);
        Assert.Equal(200, network.Passes);
        var roomy = new TinyNetwork();
        new Predictor(roomy, 0, tokenBudget: 1400).Predict(Rows);
        Assert.Equal(1, roomy.Passes);
    }

    [Fact]
    public void Stops_when_cancelled_and_takes_no_rows()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new Predictor(new TinyNetwork(), 0).Predict(Rows, cancellation: source.Token));
        Assert.Empty(new Predictor(new TinyNetwork(), 0).Predict(TinyNetwork.NoRows).Logits);
    }
}
