using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Prediction;

namespace Emotune.Model.Stages;

/// <param name="PreparedFolder">Where Prepare wrote the label map.</param>
/// <param name="SetFolder">Where Prepare wrote the set.</param>
internal sealed record PredictExtraSetRequest(
    ModelSource Model, Inference Inference, string PreparedFolder, string SetFolder, string OutputFolder);

/// <summary>
/// A trained model and another data set to <c>logits.parquet</c>. The set's truth is of other labels and stays where it is.
/// </summary>
internal static class PredictExtraSetStage
{
    /// <returns>Comments a second.</returns>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4101, EXP4115: the encoder does not fit data or
    /// tokenizer.</exception>
    public static double Run(PredictExtraSetRequest request, Action<string> progress, CancellationToken cancellation) =>
        StageBoundary.Run("Predict", () => Predict(request, progress, cancellation));

    private static double Predict(PredictExtraSetRequest request, Action<string> progress, CancellationToken cancellation)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var rows = PreparedSplitFile.Read(Path.Combine(request.SetFolder, StageLayout.Prepare.ExtraSetRows));
        using var loaded = request.Model.Load(request.Inference);
        loaded.RequireVocabulary();
        EncoderFit.RequireRows(loaded.Encoder, rows);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var report = new LineProgress<PredictionProgress>(p => progress($"{p.Rows}/{p.TotalRows}"));
        var encoded = new EncodedRows(rows.InputIds, new byte[rows.Count * labels.Count], labels.Count);
        PredictionFile.WriteLogits(
            Path.Combine(request.OutputFolder, StageLayout.Predict.ExtraSetLogits),
            loaded.Predictor.Predict(encoded, report, cancellation).Logits,
            labels);
        return rows.Count / clock.Elapsed.TotalSeconds;
    }
}
