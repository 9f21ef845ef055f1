using System.Globalization;
using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Model.Explanation;

namespace Emotune.Model.Stages;

/// <param name="Comments">How many of those that Prepare ranked.</param>
internal sealed record ExplainRequest(
    ModelSource Model, Inference Inference, string PreparedFolder, string CalibrateFolder, ExplanationOptions Options, int Comments,
    string OutputFolder);

/// <summary>A trained model and the comments that Prepare ranked to <c>attributions.json</c> and <c>token_importance.csv</c>.</summary>
internal static class ExplainStage
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    /// <returns>Comments a second; null where there were none.</returns>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4114, EXP4115: the encoder does not fit length or
    /// tokenizer.</exception>
    public static double? Run(ExplainRequest request, Action<string> progress, CancellationToken cancellation) =>
        StageBoundary.Run("Explain", () => Explain(request, progress, cancellation));

    private static double? Explain(ExplainRequest request, Action<string> progress, CancellationToken cancellation)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        var comments = ExplainedRows.Read(Path.Combine(request.PreparedFolder, StageLayout.Prepare.ExplainedRows), request.Comments);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var attributions = comments.Count == 0 ? [] : Explain(request, comments, labels, progress, cancellation);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Explain.Attributions), attributions);
        TokenImportanceTable.Write(
            Path.Combine(request.OutputFolder, StageLayout.Explain.TokenImportance), TokenImportances.Of(attributions, labels));
        return comments.Count == 0 ? null : comments.Count / clock.Elapsed.TotalSeconds;
    }

    private static List<CommentAttribution> Explain(
        ExplainRequest request, IReadOnlyList<ExplainedComment> comments, IReadOnlyList<string> labels, Action<string> progress,
        CancellationToken cancellation)
    {
        using var loaded = request.Model.Load(request.Inference);
        EncoderFit.RequireLength(loaded.Encoder, request.Options.MaxLength);
        loaded.RequireVocabulary();
        var explainer = new ModelExplainer(loaded.Packed, loaded.Tokenizer, labels, request.Options, Decisions(request.CalibrateFolder));
        var (done, clock, told) = (new List<CommentAttribution>(), System.Diagnostics.Stopwatch.StartNew(), TimeSpan.Zero);
        foreach (var comment in comments)
        {
            cancellation.ThrowIfCancellationRequested();
            done.Add(explainer.Explain(comment));
            if (clock.Elapsed - told < ReportInterval)
                continue;
            told = clock.Elapsed;
            progress(Describe(done.Count, comments.Count, clock.Elapsed));
        }
        return done;
    }

    private static string Describe(int done, int comments, TimeSpan elapsed)
    {
        var left = elapsed / done * (comments - done);
        return string.Create(CultureInfo.InvariantCulture, $"{done}/{comments} comments explained, {TimeLeft.Text(left)}");
    }

    private static Func<double[], Decision> Decisions(string folder)
    {
        var calibration = Json.Read<CalibrationResult>(Path.Combine(folder, StageLayout.Calibrate.Calibration));
        var thresholds = Json.Read<DecisionThresholds>(Path.Combine(folder, StageLayout.Calibrate.Thresholds));
        return logits =>
        {
            double[] probabilities = [.. calibration.Labels.Zip(logits, (label, logit) => label.Map.Probability(logit))];
            return new Decision(probabilities, [.. probabilities.Zip(thresholds.Labels, (p, t) => p >= t)]);
        };
    }
}
