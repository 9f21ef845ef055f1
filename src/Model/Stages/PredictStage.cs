using Emotune.Model.Artifacts;
using Emotune.Model.Data;
using Emotune.Model.Metrics;
using Emotune.Model.Training;

namespace Emotune.Model.Stages;

public sealed record PredictRequest(ModelSource Model, Inference Inference, string PreparedFolder, string OutputFolder);

/// <summary>A trained model and the prepared splits to <c>validation.parquet</c> and <c>test.parquet</c>: logits beside the truth.</summary>
public static class PredictStage
{
    /// <returns>Comments a second.</returns>
    public static double Run(PredictRequest request, Action<string> progress, CancellationToken cancellation)
    {
        using var loaded = request.Model.Load(request.Inference);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var rows = 0;
        foreach (var split in new[] { Split.Validation, Split.Test })
        {
            var prepared = PreparedReader.Read(request.PreparedFolder, split);
            var report = new LineProgress<PredictionProgress>(p => progress($"{split.Name()} {p.Rows}/{p.TotalRows}"));
            var predictions = loaded.Predictor(request.Inference.BatchTokens)
                .Predict(new EncodedRows(prepared.InputIds, prepared.MultiHotLabels, prepared.LabelCount), report, cancellation);
            PredictionFile.Write(Path.Combine(request.OutputFolder, split.FileName()), predictions, prepared.LabelNames);
            rows += prepared.Count;
        }
        return rows / clock.Elapsed.TotalSeconds;
    }
}
