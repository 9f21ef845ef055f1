using Emotune.Model.Losses;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Losses;

public class MultiLabelLossTests
{
    // Three rows of two labels; positives: one of the first label, two of the second.
    private static readonly EncodedRows Rows = new([[1], [1], [1]], [1, 0, 0, 1, 0, 1], 2);

    // By hand, from the formulas: ln 3 is the logit of .75.
    [Theory]
    [InlineData(1, 0.75, 0.28768207245178085)]
    [InlineData(0, 0.75, 1.3862943611198906)]
    public void Cross_entropy_is_minus_the_logarithm_of_the_truths_probability(double label, double p, double expected) =>
        Assert.Equal(expected, Value(new LossOptions(), label, p), 1e-6);

    [Theory]
    [InlineData(1, 0.75, 0.25 * 0.0625 * 0.28768207245178085)]
    [InlineData(0, 0.75, 0.75 * 0.5625 * 1.3862943611198906)]
    [InlineData(1, 0.25, 0.25 * 0.5625 * 1.3862943611198906)]
    public void Focal_loss_is_its_formula(double label, double p, double expected) =>
        Assert.Equal(expected, Value(new LossOptions { Kind = LossKind.Focal }, label, p), 1e-6);

    [Theory]
    [InlineData(1, 0.75, 0.05, 0.25 * 0.28768207245178085)]
    [InlineData(0, 0.75, 0.05, 0.2401 * 1.2039728043259361)] // q = .7
    [InlineData(0, 0.04, 0.05, 0.0)]
    [InlineData(0, 0.75, 0.0, 0.31640625 * 1.3862943611198906)]
    public void Asymmetric_loss_is_its_formula(double label, double p, double clip, double expected) =>
        Assert.Equal(expected, Value(new LossOptions { Kind = LossKind.Asymmetric, Clip = clip }, label, p), 1e-6);

    [Theory]
    [InlineData(1, 0.95 * 0.28768207245178085 + 0.05 * 1.3862943611198906)]
    [InlineData(0, 0.05 * 0.28768207245178085 + 0.95 * 1.3862943611198906)]
    public void Smoothing_takes_a_share_of_each_truth(double label, double expected) =>
        Assert.Equal(expected, Value(new LossOptions { LabelSmoothing = 0.1 }, label, 0.75), 1e-6);

    [Theory]
    [InlineData(1.0, 100.0, 2.0, 0.5)]
    [InlineData(0.5, 100.0, 1.4142135, 0.70710677)]
    [InlineData(0.0, 100.0, 1.0, 1.0)]
    [InlineData(1.0, 1.5, 1.5, 0.5)]
    public void Positives_weigh_by_their_labels_counts(double power, double maximum, double first, double second)
    {
        var weights = PositiveWeights.Of(Rows, power, maximum);
        Assert.Equal([(float)first, (float)second], weights);
        using var scope = NewDisposeScope();
        var options = new LossOptions { Kind = LossKind.PosWeight, Power = power, MaxWeight = maximum };
        var loss = new MultiLabelLoss(options, Rows).Mean(zeros(1, 2), ones(1, 2)).item<float>();
        Assert.Equal(Math.Log(2) * (first + second) / 2, loss, 1e-6);
        Assert.Equal(Math.Log(2), new MultiLabelLoss(options, Rows).Mean(zeros(1, 2), zeros(1, 2)).item<float>(), 1e-6);
    }

    [Fact]
    public void A_label_without_positives_has_the_weight_one() =>
        Assert.Equal([1f, 2f], PositiveWeights.Of(new EncodedRows([[1], [1], [1]], [0, 1, 0, 0, 0, 0], 2), 1, 100));

    [Fact]
    public void Without_focus_the_others_are_cross_entropy()
    {
        using var scope = NewDisposeScope();
        var (logits, targets) = (Logits(), Targets());
        var expected = BinaryCrossEntropy.Mean(logits, targets).item<double>();
        Assert.Equal(expected, 2 * FocalLoss.Mean(logits, targets, 0.5, 0).item<double>(), 1e-12);
        Assert.Equal(expected, AsymmetricLoss.Mean(logits, targets, 0, 0, 0).item<double>(), 1e-12);
    }

    public static TheoryData<string> Losses => ["bce", "weighted", "focal", "focal .5", "asymmetric", "asymmetric 0", "asymmetric .3"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Slopes_are_those_of_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        const double Step = 1e-6;
        var logits = Logits().requires_grad_(true);
        Loss(name, logits, Targets()).backward();
        var slopes = logits.grad!.data<double>().ToArray();
        for (var i = 0; i < slopes.Length; i++)
        {
            var (up, down) = (Logits(), Logits());
            up.view(-1)[i].add_(Step);
            down.view(-1)[i].sub_(Step);
            var difference = (Loss(name, up, Targets()) - Loss(name, down, Targets())).item<double>() / (2 * Step);
            Assert.Equal(difference, slopes[i], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Far_logits_have_finite_losses_and_slopes(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var label in new[] { 0f, 1f })
        {
            var logits = tensor(new[] { -1000f, -200f, -90f, -17f, 0f, 17f, 90f, 200f, 1000f }, [9, 1]).requires_grad_(true);
            var loss = Loss(name, logits, full(9, 1, label, dtype: ScalarType.Float32));
            loss.backward();
            Assert.True(float.IsFinite(loss.item<float>()), name);
            Assert.All(logits.grad!.data<float>().ToArray(), g => Assert.True(float.IsFinite(g), name));
        }
    }

    [Fact]
    public void A_sure_and_wrong_decision_still_has_a_slope()
    {
        using var scope = NewDisposeScope();
        foreach (var name in new[] { "bce", "focal", "asymmetric 0" })
        {
            var logits = full(1, 1, -60f, dtype: ScalarType.Float32).requires_grad_(true);
            Loss(name, logits, ones(1, 1)).backward();
            Assert.True(logits.grad!.item<float>() < -0.1, name);
        }
    }

    private static double Value(LossOptions options, double label, double p)
    {
        using var scope = NewDisposeScope();
        var logits = full(1, 2, (float)Math.Log(p / (1 - p)), dtype: ScalarType.Float32);
        return new MultiLabelLoss(options, Rows).Mean(logits, full(1, 2, (float)label, dtype: ScalarType.Float32)).item<float>();
    }

    private static Tensor Loss(string name, Tensor logits, Tensor targets) => name switch
    {
        "weighted" => BinaryCrossEntropy.Mean(logits, targets, full(logits.shape[1], 3.5, dtype: logits.dtype)),
        "focal" => FocalLoss.Mean(logits, targets, 0.25, 2),
        "focal .5" => FocalLoss.Mean(logits, targets, 0.6, 0.5),
        "asymmetric" => AsymmetricLoss.Mean(logits, targets, 4, 1, 0.05),
        "asymmetric 0" => AsymmetricLoss.Mean(logits, targets, 4, 1, 0),
        "asymmetric .3" => AsymmetricLoss.Mean(logits, targets, 0.5, 0, 0.3),
        _ => BinaryCrossEntropy.Mean(logits, targets),
    };

    // Off the corner where the clip sets in.
    private static Tensor Logits() => tensor(new[] { -3.1, -1.2, -0.4, 0.3, 1.1, 2.7 }, [3, 2]);

    private static Tensor Targets() => tensor(new[] { 1.0, 0, 0.05, 1, 0, 0.95 }, [3, 2]);
}
