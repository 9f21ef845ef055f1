using Emotune.Model.Data;
using Emotune.Model.Explanation;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Data;
using Emotune.Model.Tests.Network;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Explanation;

public sealed class ModelExplainerTests : IDisposable
{
    private static readonly string[] Vocabulary =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "i", "am", "so", "happy", "today", "!", ".", "not", "sad", "##ness", "and", "you",
            "happi", "the", "dog", "is", "here", "?"];

    private static readonly string[] Labels = ["joy", "anger", "fear"];

    private readonly TemporaryFolder _folder = new();
    private readonly SequenceClassifier _network = new(Shapes.Tiny(EncoderFamily.Bert), Labels.Length, HeadPooling.FirstToken);
    private readonly TextTokenizer _tokenizer;
    private PackedClassifier? _packed;

    public ModelExplainerTests()
    {
        _network.InitializeAll(seed: 3);
        // Far from the small values that training starts from, so that masking a word makes a difference.
        foreach (var (_, parameter) in _network.NamedParameters.Where(
            p => p.Name.EndsWith(".weight", StringComparison.Ordinal) && p.Value.dim() == 2))
        {
            parameter.Assign([.. parameter.ToArray().Select(v => 10 * v)]);
        }

        _folder.Write("vocab.txt", string.Join('\n', Vocabulary) + "\n");
        _tokenizer = TextTokenizer.Load(_folder.Path);
    }

    public void Dispose()
    {
        _packed?.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(ExplanationMethod.PartitionShapley, 100, 1e-5)]
    [InlineData(ExplanationMethod.PartitionShapley, 10, 1e-5)]
    [InlineData(ExplanationMethod.Shapley, 1000, 1e-5)]
    [InlineData(ExplanationMethod.Shapley, 30, 1e-5)]
    [InlineData(ExplanationMethod.IntegratedGradients, 64, 1e-3)]
    internal void Contributions_add_up_from_all_words_masked_to_none(ExplanationMethod method, int evaluations, double tolerance)
    {
        var attribution = Explain("I am so happy today! You?", method, evaluations, true, false, true);

        Assert.Equal(["joy", "anger", "fear"], attribution.Labels.Select(l => l.Label));
        Assert.Equal(["I", "am", "so", "happy", "today", "!", "You", "?"], attribution.Players.Select(p => p.Word));
        Assert.All(attribution.Labels, label =>
        {
            Assert.Equal(8, label.Values.Count);
            Assert.InRange(label.AdditivityError, 0, tolerance);
            Assert.Equal(label.FullValue - label.BaseValue, label.Values.Sum(), tolerance);
            Assert.NotEqual(label.BaseValue, label.FullValue, 1e-3);
        });
    }

    [Fact]
    public void A_comment_says_how_often_the_model_was_run_and_whether_orders_were_sampled()
    {
        var exact = Explain("I am so happy today! You?", ExplanationMethod.Shapley, 256, true, false, false);
        var sampled = Explain("I am so happy today! You?", ExplanationMethod.Shapley, 255, true, false, false);

        Assert.Equal((256, false), (exact.Evaluations, exact.Sampled));
        Assert.InRange(sampled.Evaluations, 100, 255);
        Assert.True(sampled.Sampled);
    }

    [Fact]
    public void Gradients_are_taken_in_bfloat16_too()
    {
        _network.Execution.Linear = LinearKernels.Of(NumericPrecision.Bfloat16, weightsAreFixed: true);

        var label = Explain("I am so happy today!", ExplanationMethod.IntegratedGradients, 16, true, false, false).Labels[0];

        Assert.Contains(label.Values, v => Math.Abs(v) > 1e-3);
    }

    [Fact]
    public void Leave_one_out_is_the_loss_of_the_word_alone()
    {
        var attribution = Explain("happiness is here", ExplanationMethod.LeaveOneOut, 0, true, true, true);
        var input = new MaskedInput(Packed(), [2, 17, 14, 20, 21, 3], [[1, 2], [3], [4]], _tokenizer.MaskId, 100);
        var expected = input.Logits([[true, true, true]])[0][0] - input.Logits([[false, true, true]])[0][0];

        Assert.Equal(["happiness", "is", "here"], attribution.Players.Select(p => p.Word));
        Assert.Equal(expected, attribution.Labels[0].Values[0], 1e-6);
        var label = attribution.Labels[0];
        Assert.Equal(Math.Abs(label.BaseValue + label.Values.Sum() - label.FullValue), label.AdditivityError, 1e-12);
    }

    [Theory]
    [InlineData(ExplanationMethod.PartitionShapley)]
    [InlineData(ExplanationMethod.IntegratedGradients)]
    internal void Faithfulness_is_measured_with_each_further_mask_asked_for_once(ExplanationMethod method)
    {
        var options = new ExplanationOptions(method, ExplanationPlayers.Words, 100, 16, RandomOrderPairs: 3);
        var explainer = new ModelExplainer(Packed(), _tokenizer, Labels, options, _ => new Decision([0.5, 0.4, 0.3], [true, true, true]));
        var attribution = explainer.Explain(new ExplainedComment(0, "I am so happy today!", []));

        var input = new MaskedInput(Packed(), [2, 5, 6, 7, 8, 9, 10, 3], [[1], [2], [3], [4], [5], [6]], _tokenizer.MaskId, 100);
        Assert.All(attribution.Labels.Index(), l =>
        {
            var expected = Faithfulness.Of(new MaskedEvaluations(6, input.Logits), l.Item.Values, l.Index, randomOrders: 6);
            Assert.Equal(expected.Comprehensiveness, l.Item.Faithfulness!.Comprehensiveness, 1e-4);
            Assert.Equal(expected.Sufficiency, l.Item.Faithfulness.Sufficiency, 1e-4);
            Assert.Equal(expected.Area, l.Item.Faithfulness.Area, 1e-4);
            Assert.Equal(expected.RandomArea, l.Item.Faithfulness.RandomArea, 1e-4);
        });
        Assert.InRange(attribution.FaithfulnessEvaluations, 1, 64 - 2);
        Assert.Null(Explain("so sad", method, 100, true, true, true).Labels[0].Faithfulness);
    }

    [Fact]
    public void Labels_are_those_predicted_or_true_and_else_the_most_probable()
    {
        Assert.Equal(
            ["anger", "fear"], Explain("so sad", ExplanationMethod.LeaveOneOut, 0, false, false, true).Labels.Select(l => l.Label));
        var options = new ExplanationOptions(ExplanationMethod.LeaveOneOut, ExplanationPlayers.Words, 0, 16);
        var explainer = new ModelExplainer(
            Packed(), _tokenizer, Labels, options, _ => new Decision([0.1, 0.2, 0.7], [false, false, false]));
        var attribution = explainer.Explain(new ExplainedComment(7, "so sad", []));

        Assert.Equal(
            ("fear", 0.7, false), (attribution.Labels[0].Label, attribution.Labels[0].Probability, attribution.Labels[0].Predicted));
        Assert.Equal((7, 1), (attribution.Row, attribution.Labels.Count));
    }

    [Fact]
    public void A_comment_is_explained_as_far_as_it_is_kept()
    {
        var options = new ExplanationOptions(ExplanationMethod.PartitionShapley, ExplanationPlayers.Pieces, 100, MaxLength: 5);
        var explainer = new ModelExplainer(Packed(), _tokenizer, Labels, options, _ => new Decision([1, 0, 0], [true, false, false]));

        Assert.Equal(
            ["happi", "ness", "is"],
            explainer.Explain(new ExplainedComment(0, "happiness is here and the dog", [])).Players.Select(p => p.Word));
        Assert.Empty(explainer.Explain(new ExplainedComment(0, " ", [])).Labels[0].Values);
    }

    [Fact]
    public void Masks_that_share_a_batch_do_not_change_each_other()
    {
        var alone = Explain(
            "I am not sad and the dog is here", ExplanationMethod.PartitionShapley, 100, true, false, false, batchTokens: 1);
        var together = Explain(
            "I am not sad and the dog is here", ExplanationMethod.PartitionShapley, 100, true, false, false, batchTokens: 4096);

        Games.AssertNear([.. alone.Labels[0].Values], [.. together.Labels[0].Values], 1e-5);
    }

    private PackedClassifier Packed() => _packed ??= new PackedClassifier(_network, threads: 2);

    private CommentAttribution Explain(
        string text, ExplanationMethod method, int evaluations, bool joy, bool anger, bool fear, int batchTokens = 4096)
    {
        var options = new ExplanationOptions(method, ExplanationPlayers.Words, evaluations, 16, batchTokens);
        var explainer = new ModelExplainer(Packed(), _tokenizer, Labels, options, _ => new Decision([0.5, 0.4, 0.3], [joy, anger, fear]));
        return explainer.Explain(new ExplainedComment(0, text, ["anger"]));
    }
}
