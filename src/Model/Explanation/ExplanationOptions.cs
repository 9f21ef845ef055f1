using System.ComponentModel.DataAnnotations;

namespace Emotune.Model.Explanation;

/// <summary>How a decision is shared out.</summary>
internal enum ExplanationMethod { LeaveOneOut, PartitionShapley, Shapley, IntegratedGradients }

/// <summary>What is kept or masked as one.</summary>
internal enum ExplanationPlayers { Words, Pieces }

/// <param name="MaxEvaluations">Evaluations of the model for one comment, at most; the steps of integrated gradients; leave-one-out
/// takes as many as there are players.</param>
/// <param name="MaxLength">Word pieces a comment keeps, special ones included.</param>
/// <param name="BatchTokens">Word pieces of a batch: few, so that the few masks of a comment are work for each thread.</param>
/// <param name="RandomOrderPairs">Orders, each with its reverse, that faithfulness is held against; zero to measure none.</param>
internal sealed record ExplanationOptions(
    ExplanationMethod Method,
    ExplanationPlayers Players,
    [property: Range(2, 1_000_000)] int MaxEvaluations,
    int MaxLength,
    int BatchTokens = 256,
    [property: Range(0, 1000)] int RandomOrderPairs = 0);

/// <summary>What a run makes of logits (L).</summary>
/// <param name="Probabilities">Calibrated (L).</param>
/// <param name="Predicted">Whether each reaches its label's threshold (L).</param>
internal sealed record Decision(double[] Probabilities, bool[] Predicted);
