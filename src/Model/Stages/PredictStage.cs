using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Prediction;

namespace Emotune.Model.Stages;

internal sealed record PredictRequest(ModelSource Model, Inference Inference, string PreparedFolder, string OutputFolder);

/// <summary>
/// A trained model and the prepared splits to <c>validation.parquet</c> and <c>test.parquet</c>: logits beside the truth.
/// </summary>
internal static class PredictStage
{
    /// <returns>Comments a second.</returns>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4101, EXP4115: the encoder does not fit data or
    /// tokenizer.</exception>
    public static double Run(PredictRequest request, Action<string> progress, CancellationToken cancellation) =>
        StageBoundary.Run("Predict", () => Predict(request, progress, cancellation));

    private static double Predict(PredictRequest request, Action<string> progress, CancellationToken cancellation)
    {
        using var loaded = request.Model.Load(request.Inference);
        loaded.RequireVocabulary();
        if (ProductRule.Describe(request.Inference.Precision) is { } products)
            progress(products);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var rows = 0;
        (Split Split, PreparedSplit Prepared)[] splits = [
            .. new[] { Split.Validation, Split.Test }.Select(s => (s, PreparedReader.Read(request.PreparedFolder, s)))];
        EncoderFit.RequireRows(loaded.Encoder, splits.Select(s => s.Prepared));
        foreach (var (split, prepared) in splits)
        {
            var report = new LineProgress<PredictionProgress>(p => progress($"{split.Name()} {p.Rows}/{p.TotalRows}"));
            var predictions = loaded.Predictor.Predict(
                new EncodedRows(prepared.InputIds, prepared.MultiHotLabels, prepared.LabelCount), report, cancellation);
            PredictionFile.Write(Path.Combine(request.OutputFolder, split.FileName()), predictions, prepared.LabelNames);
            rows += prepared.Count;
        }
        return rows / clock.Elapsed.TotalSeconds;
    }
}
