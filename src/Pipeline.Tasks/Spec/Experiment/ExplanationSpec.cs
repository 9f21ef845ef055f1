using Emotune.Model.Explanation;

namespace Emotune.Pipeline.Spec.Experiment;

/// <param name="Comments">Test comments explained, the same for all runs; zero for none.</param>
/// <param name="MaxEvaluations">Evaluations of the model for one comment, at most; the steps of integrated gradients. Null with
/// <see cref="ExplanationMethod.LeaveOneOut"/>, which takes as many as there are players.</param>
/// <param name="RandomOrderPairs">Orders, each with its reverse, that faithfulness is held against; zero to measure none.</param>
internal sealed record ExplanationSpec(
    ExplanationMethod Method, int Comments, ExplanationPlayers Players, int? MaxEvaluations, int RandomOrderPairs)
{
    /// <summary>The options of the stage. Leave-one-out counts no evaluations.</summary>
    public ExplanationOptions ToOptions(int maxLength, int batchTokens) =>
        new(Method, Players, MaxEvaluations ?? 0, maxLength, batchTokens, RandomOrderPairs);
}
