using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Prediction;

namespace Emotune.Model.Stages;

internal sealed record PredictRequest(ModelSource Model, Inference Inference, string PreparedFolder, string OutputFolder);

/// <summary>How fast the model predicted.</summary>
/// <param name="CommentsPerSecond">Over both splits, as fast as they go together.</param>
/// <param name="Latency">Null where test is empty.</param>
internal sealed record PredictionSpeed(double CommentsPerSecond, PredictionLatency? Latency);

/// <summary>
/// A trained model and the prepared splits to <c>validation.parquet</c> and <c>test.parquet</c>: logits beside the truth.
/// </summary>
internal static class PredictStage
{
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4101, EXP4115: the encoder does not fit data or
    /// tokenizer.</exception>
    public static PredictionSpeed Run(PredictRequest request, Action<string> progress, CancellationToken cancellation) =>
        StageBoundary.Run("Predict", () => Predict(request, progress, cancellation));

    private static PredictionSpeed Predict(PredictRequest request, Action<string> progress, CancellationToken cancellation)
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
        var rate = rows / clock.Elapsed.TotalSeconds;
        return new PredictionSpeed(rate, Latency(request, loaded, splits[^1].Prepared, cancellation));
    }

    /// <summary>After the predictions are written, which it leaves alone.</summary>
    private static PredictionLatency? Latency(
        PredictRequest request, LoadedModel loaded, PreparedSplit test, CancellationToken cancellation)
    {
        var longest = test.InputIds.Select(ids => ids.Length).DefaultIfEmpty(0).Max();
        var measurement = new LatencyMeasurement(
            texts => loaded.Predictor.Predict(
                new EncodedRows(
                    [.. texts.Select(t => loaded.Tokenizer.EncodeIds(t, longest))], new byte[texts.Count * test.LabelCount],
                    test.LabelCount)),
            TimeProvider.System);
        try
        {
            return measurement.Of(test.Texts, request.Inference.PrecisionName, request.Inference.Threads, cancellation);
        }
        catch (Exception error) when (error is OutOfMemoryException or System.Runtime.InteropServices.ExternalException)
        {
            // The predictions are there: a time that cannot be taken costs nothing but itself.
            return null;
        }
    }
}
