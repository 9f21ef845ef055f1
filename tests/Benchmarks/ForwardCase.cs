using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using TorchSharp;

namespace Emotune.Benchmarks;

/// <summary>MiniLM's logits for the 5,427 test comments, sorted by length, as the Predict stage computes them.</summary>
internal static class ForwardCase
{
    private const int WarmUpRows = 512;

    public static Measurement Run(BenchmarkSettings settings, NumericPrecision precision)
    {
        var rows = Comments.Read(settings, Split.Test);
        using var network = Ready(settings, rows.LabelCount, precision);
        using var packed = new PackedClassifier(network, precision, BenchmarkSettings.Threads);
        var predictor = new PackedPredictor(packed);
        _ = predictor.Predict(Comments.First(rows, WarmUpRows));
        return Measurement.Of(
            Math.Min(settings.Repeats, 3), rows.Count, () =>
                predictor.Predict(rows), warm: true) with
        { WordPiecesPerSample = rows.Lengths.Average() };
    }

    /// <summary>A network as the stages that predict make it.</summary>
    public static SequenceClassifier Ready(BenchmarkSettings settings, int labelCount, NumericPrecision precision)
    {
        torch.set_num_threads(BenchmarkSettings.Threads);
        Float32Products.UseFastest();
        var (network, _) = Networks.Create(settings, Shape.MiniLm, Method.Full, labelCount);
        network.Execution.Linear = LinearKernels.Of(precision, weightsAreFixed: true);
        network.eval();
        return network;
    }
}
