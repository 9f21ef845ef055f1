using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Prediction;
using Emotune.Tokenization;

namespace Emotune.Model.Explanation;

/// <summary>Shares a classifier's logits out over the words of comments.</summary>
/// <param name="labelNames">In the order of the logits.</param>
/// <param name="decide">What the run makes of a comment's logits.</param>
internal sealed class ModelExplainer(
    PackedClassifier classifier, TextTokenizer tokenizer, IReadOnlyList<string> labelNames, ExplanationOptions options,
    Func<double[], Decision> decide)
{
    /// <summary>The contributions to each label that is predicted or true; to the most probable one where there is none.</summary>
    /// <exception cref="DiagnosticException">EXP4401, of <see cref="ExplanationMethod.Shapley"/>.</exception>
    public CommentAttribution Explain(ExplainedComment comment)
    {
        var encoding = tokenizer.Encode(comment.Text, options.MaxLength);
        var players = options.Players == ExplanationPlayers.Words
            ? WordPlayers.Words(comment.Text, encoding)
            : WordPlayers.Pieces(comment.Text, encoding);
        var input = new MaskedInput(classifier, encoding.Ids, [.. players.Select(p => p.Positions)], tokenizer.MaskId, options.BatchTokens);
        var evaluations = new MaskedEvaluations(players.Count, input.Logits);
        var decision = decide(evaluations.Full);
        var labels = Explained(comment, decision);
        var attribution = Attribute(evaluations, input, [.. players.Select(p => p.Player.Word)], labels);
        var before = evaluations.Count;
        var faithfulness = MeasureFaithfulness(evaluations, attribution, labels);
        return new CommentAttribution(
            comment.Row, comment.Text, comment.Labels, [.. players.Select(p => p.Player)],
            [.. labels.Select((label, i) => Describe(label, decision, attribution) with { Faithfulness = faithfulness?[i] })])
        {
            Evaluations = attribution.Evaluations,
            FaithfulnessEvaluations = evaluations.Count - before,
            Sampled = attribution.Sampled,
        };
    }

    private Attribution Attribute(MaskedEvaluations evaluations, MaskedInput input, string[] words, int[] labels)
    {
        if (words.Length == 0)
            return new Attribution(evaluations.None, evaluations.Full, [], Additive: true, evaluations.Count);
        return options.Method switch
        {
            ExplanationMethod.LeaveOneOut => LeaveOneOut.Explain(evaluations),
            ExplanationMethod.Shapley => ShapleyValues.Explain(evaluations, options.MaxEvaluations),
            ExplanationMethod.PartitionShapley =>
                PartitionShapley.Explain(evaluations, PartitionTree.OverWords(words), options.MaxEvaluations),
            ExplanationMethod.IntegratedGradients => ByGradients(evaluations, input, labels),
            _ => throw new InvalidOperationException($"There is no method {options.Method}."),
        };
    }

    /// <summary>As many columns as the classifier has labels, as the other methods; those that are not explained stay zero.</summary>
    private Attribution ByGradients(MaskedEvaluations evaluations, MaskedInput input, int[] labels) => IntegratedGradients.Explain(
        evaluations.None, evaluations.Full, evaluations.PlayerCount, options.MaxEvaluations,
        positions => [.. input.PathGradients(positions, labels).Select(at => at.Select(shares =>
        {
            var all = new double[labelNames.Count];
            foreach (var (label, share) in labels.Zip(shares))
                all[label] = share;
            return all;
        }).ToArray())]);

    /// <summary>One a label; null where it is not asked for.</summary>
    private IReadOnlyList<Faithfulness>? MeasureFaithfulness(MaskedEvaluations evaluations, Attribution attribution, int[] labels) =>
        options.RandomOrderPairs == 0
            ? null
            : Faithfulness.OfAll(
                evaluations, [.. labels.Select(label => ((IReadOnlyList<double>)Column(attribution, label), label))],
                2 * options.RandomOrderPairs);

    private static double[] Column(Attribution attribution, int label) => [.. attribution.Values.Select(v => v[label])];

    private int[] Explained(ExplainedComment comment, Decision decision)
    {
        int[] labels = [
            .. Enumerable.Range(0, labelNames.Count).Where(l => decision.Predicted[l] || comment.Labels.Contains(labelNames[l]))];
        return labels.Length > 0 ? labels : [Array.IndexOf(decision.Probabilities, decision.Probabilities.Max())];
    }

    private LabelAttribution Describe(int label, Decision decision, Attribution attribution) => new(
        labelNames[label], decision.Probabilities[label], decision.Predicted[label], attribution.BaseValues[label],
        attribution.FullValues[label],
        Column(attribution, label), attribution.AdditivityError(label));
}
