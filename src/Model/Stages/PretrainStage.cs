using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Pretraining;
using Emotune.Model.Training;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <param name="Backbone">A folder in Hugging Face layout: shape, tokenizer and, where it is not from scratch, weights.</param>
/// <param name="FromScratch">Begin with fresh weights.</param>
/// <param name="MaskingProbability">Of a word piece to be asked for, in (0, 1).</param>
/// <param name="MaxLength">Word pieces a comment keeps.</param>
/// <param name="CheckpointFolder">Of this very work: what is in it is gone on from.</param>
/// <param name="CheckpointEvery">Zero for none.</param>
internal sealed record PretrainRequest(
    string Backbone, bool FromScratch, double MaskingProbability, TrainingOptions Options, int MaxLength,
    string PreparedFolder, string CheckpointFolder, TimeSpan CheckpointEvery, string OutputFolder);

/// <summary>
/// Goes on with a backbone's own masked language modelling on the training split's texts (Gururangan et al. 2020, "Don't
/// Stop Pretraining", arXiv:2004.10964: task-adaptive pretraining); its folder is a backbone in its turn.
/// </summary>
internal static class PretrainStage
{
    /// <returns>Comments a second.</returns>
    /// <exception cref="DiagnosticException">EXP4208: nothing to mask; EXP4209: libtorch failed; EXP4101, EXP4114, EXP4115: the encoder
    /// does not fit data or tokenizer.</exception>
    public static double Run(PretrainRequest request, StageLog log, CancellationToken cancellation) =>
        StageBoundary.Run("Pretrain", () => Pretrain(request, log, cancellation));

    private static double Pretrain(PretrainRequest request, StageLog log, CancellationToken cancellation)
    {
        NativeLibraries.EnsureLoaded();
        if (!request.FromScratch && AdapterFolder.IsOne(request.Backbone))
            throw new DiagnosticException(Problems.AdapterNotPretrained.In(request.Backbone));
        var settings = HuggingFaceConfig.Load(request.Backbone, withWeights: !request.FromScratch);
        var tokenizer = TextTokenizer.Load(request.Backbone);
        var copy = TokenizerCopy.Of(request.Backbone);
        var training = PreparedReader.Read(request.PreparedFolder, Split.Train);
        EncoderFit.RequireLength(settings.Encoder, request.MaxLength);
        EncoderFit.RequireRows(settings.Encoder, training);
        EncoderFit.RequireVocabulary(settings.Encoder, tokenizer);
        using var model = Start(request, settings.Encoder);
        if (settings.Note is { } note)
            log.Remark(note);
        log.Progress(
            request.FromScratch
                ? "from scratch"
                : model.HasFreshHead ? "the encoder's weights under a fresh head" : "the encoder's weights and its own head");
        if (ProductRule.Describe(request.Options.Precision) is { } products)
            log.Remark(products);
        var masking = new TokenMasking(
            request.Options.Seed, tokenizer.MaskId, tokenizer.VocabularySize, tokenizer.IsSpecial, request.MaskingProbability);
        var hooks = StageHooks.Of(log, request.CheckpointFolder, request.CheckpointEvery);
        var result = new Pretrainer(model, masking, request.Options).Train(training.InputIds, hooks, cancellation);
        Write(request, settings, model, result);
        copy.Write(request.OutputFolder);
        log.Progress(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Steps.Count} steps, loss {Mean(result.Steps.Take(50)):0.000} → "
                    + $"{Mean(result.Steps.TakeLast(50)):0.000}, {result.SamplesPerSecond:0.0} comments/s"));
        return result.SamplesPerSecond;
    }

    private static MaskedLanguageModel Start(PretrainRequest request, EncoderConfig config)
    {
        var seed = (long)request.Options.Seed;
        if (!request.FromScratch)
            return MaskedLanguageModelFiles.Load(request.Backbone, seed);
        var model = new MaskedLanguageModel(config);
        model.Initialize(seed);
        return model;
    }

    private static void Write(PretrainRequest request, HuggingFaceConfig settings, MaskedLanguageModel model, TrainingResult result)
    {
        var pooler = request.FromScratch ? [] : MaskedLanguageModelFiles.Pooler(request.Backbone, settings.Encoder.Family);
        MaskedLanguageModelFiles.Write(model, request.OutputFolder, [], settings, pooler);
        TrainingLogs.WriteSteps(Path.Combine(request.OutputFolder, StageLayout.Pretrain.TrainingLog), result.Steps);
    }

    private static double Mean(IEnumerable<StepLog> steps) => steps.Average(s => s.Loss);
}
