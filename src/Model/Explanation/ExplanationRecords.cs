namespace Emotune.Model.Explanation;

/// <summary>The attribution of one comment: an element of <c>attributions.json</c>.</summary>
/// <param name="Row">The comment's row in the test split, from zero.</param>
/// <param name="TrueLabels">Names of the labels that the comment carries.</param>
/// <param name="Players">The words that are kept or masked, in the order of the text.</param>
/// <param name="Labels">The labels explained: those predicted or true, at least the most probable one.</param>
internal sealed record CommentAttribution(
    int Row, string Text, IReadOnlyList<string> TrueLabels, IReadOnlyList<Player> Players, IReadOnlyList<LabelAttribution> Labels)
{
    /// <summary>
    /// How often the model was evaluated; of integrated gradients, forward passes with the baseline's and the comment's own.
    /// </summary>
    public int Evaluations { get; init; }

    /// <summary>How many further masks of the comment faithfulness took.</summary>
    public int FaithfulnessEvaluations { get; init; }

    /// <summary>
    /// True where the comment had too many players for all coalitions, and its Shapley values are means over sampled orders.
    /// </summary>
    public bool Sampled { get; init; }
}

/// <summary>A word of the comment: UTF-16 offsets into the text, end excluded.</summary>
internal sealed record Player(string Word, int Start, int End);

/// <summary>Contributions to one label's logit.</summary>
/// <param name="Probability">Calibrated.</param>
/// <param name="BaseValue">The logit with every word masked.</param>
/// <param name="FullValue">The logit with every word kept.</param>
/// <param name="Values">One value a player.</param>
/// <param name="AdditivityError">
/// |base + Σ values − full|: rounding for Shapley values, the completeness error of integrated gradients, and of leaving one out what
/// words do together.
/// </param>
internal sealed record LabelAttribution(
    string Label, double Probability, bool Predicted, double BaseValue, double FullValue, IReadOnlyList<double> Values,
    double AdditivityError)
{
    /// <summary>How well the values say what the classifier does, in logits; null where it was not measured.</summary>
    public Faithfulness? Faithfulness { get; init; }
}

/// <summary>A word's mean attribution to a label over the explained comments: a row of <c>token_importance.csv</c>.</summary>
internal sealed record TokenImportance(string Label, string Word, int Count, double MeanValue, double MeanAbsoluteValue);
