using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>What one threshold would have given for one label on test: a row of <c>threshold_curves.csv</c>.</summary>
/// <param name="Threshold">On the calibrated probability: the label is predicted where p ≥ threshold. 0.01, 0.02, …, 0.99 and the chosen
/// one, ascending.</param>
/// <param name="Chosen">The threshold that validation gave the label: one row a label, none where the label is never predicted.</param>
/// <param name="Precision">Undefined where nothing is predicted.</param>
/// <param name="Recall">Undefined for a label without positives.</param>
/// <param name="F1">Undefined for a label without positives.</param>
/// <remarks>Intervals are percentile bootstraps over test comments at a fixed threshold: a band about the curve, point by point.</remarks>
internal sealed record ThresholdCurvePoint(string Label, double Threshold, bool Chosen, Estimate Precision, Estimate Recall, Estimate F1);
