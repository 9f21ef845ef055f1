using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Model.Lora;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Training;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <summary>What a run starts from.</summary>
/// <param name="BackboneName">As the experiment names it: an adapter's <c>base_model_name_or_path</c>.</param>
/// <param name="InitializeFrom">The folder of an earlier run, or an adapter that PEFT wrote; null for the backbone alone.</param>
/// <param name="HeadDropout">Null for what the backbone's configuration says.</param>
/// <param name="Lora">Null for full fine-tuning.</param>
internal sealed record ModelStart(
    string Backbone, string BackboneName, string? InitializeFrom, HeadPooling Pooling, double? HeadDropout, LoraConfig? Lora)
{
    /// <summary>The commit of <see cref="BackboneName"/> on the hub: an adapter's <c>revision</c>. Null where none is known.</summary>
    public string? BackboneRevision { get; init; }

    /// <summary>Where the experiment names <see cref="InitializeFrom"/>; null where that is not known.</summary>
    public SourceLocation? InitializeFromAt { get; init; }
}

/// <param name="CheckpointFolder">Of this very work: what is in it is gone on from.</param>
/// <param name="CheckpointEvery">Zero for none.</param>
internal sealed record TrainRequest(
    ModelStart Start, TrainingOptions Options, string PreparedFolder, string CheckpointFolder, TimeSpan CheckpointEvery,
    string OutputFolder)
{
    /// <summary>Word pieces a comment keeps: what the run will be used with. Null where only the rows' own lengths are known.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>
/// Prepared data and a backbone to a trained model in Hugging Face's or PEFT's files, with its logs and parameter counts.
/// </summary>
internal static class TrainStage
{
    /// <returns>Comments a second; null where there was nothing to train.</returns>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP4101, EXP4114, EXP4115: the encoder does not fit data or
    /// tokenizer.</exception>
    public static double? Run(TrainRequest request, StageLog log, CancellationToken cancellation) =>
        StageBoundary.Run("Train", () =>
        {
            try
            {
                return Train(request, log, cancellation);
            }
            finally
            {
                NativeMemory.Release();
            }
        });

    private static double? Train(TrainRequest request, StageLog log, CancellationToken cancellation)
    {
        NativeLibraries.EnsureLoaded();
        var (start, options) = (request.Start, request.Options);
        var training = PreparedReader.Read(request.PreparedFolder, Split.Train);
        var validation = PreparedReader.Read(request.PreparedFolder, Split.Validation);
        using var classifier = ClassifierFiles.Start(
            start.Backbone, training.LabelNames, start.Pooling, start.Lora, (long)options.Seed, start.InitializeFrom, start.HeadDropout);
        if (classifier.Config.Note is { } note)
            log.Remark(note);
        RequireFit(request, classifier.Config.Encoder, training, validation);
        var tokenizer = TokenizerCopy.Of(start.Backbone);
        var network = classifier.Adapter is { } adapter ? TrainedClassifier.Lora(adapter) : TrainedClassifier.Full(classifier.Network);
        var counts = ParameterCounter.Count(classifier.Network, classifier.Adapter);
        foreach (var remark in Remarks(classifier, request))
            log.Remark(remark);
        log.Progress(Describe(counts, request.Options));
        if (options.Epochs > 0 && ProductRule.Describe(options.Precision) is { } products)
            log.Remark(products);
        if (options.Epochs > 0 && classifier.Network.Encoder.SlowerForm is { } slower)
            log.Remark(slower);
        var result = options.Epochs == 0
            ? null
            : new Trainer(network, options, classifier.Config.Encoder.PadTokenId)
                .Train(Rows(training), Rows(validation), StageHooks.Of(log, request.CheckpointFolder, request.CheckpointEvery),
                    cancellation);
        Write(request, classifier, counts, result);
        tokenizer.Write(request.OutputFolder);
        if (result is not null)
        {
            log.Progress(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Steps.Count} steps, best epoch {result.BestEpoch}, {result.SamplesPerSecond:0.0} comments/s"));
        }

        return result?.SamplesPerSecond;
    }

    private static void RequireFit(TrainRequest request, EncoderConfig encoder, params PreparedSplit[] splits)
    {
        EncoderFit.RequireLength(encoder, request.MaxLength ?? 0);
        EncoderFit.RequireRows(encoder, splits);
        var tokenizer = TextTokenizer.Load(request.Start.Backbone);
        EncoderFit.RequireVocabulary(encoder, tokenizer);
        StartTokenizer.Require(tokenizer, request.Start);
    }

    private static void Write(TrainRequest request, StoredClassifier classifier, ParameterCounts counts, TrainingResult? result)
    {
        classifier.Write(request.OutputFolder, request.Start.BackboneName, request.Start.BackboneRevision);
        Json.Write(Path.Combine(request.OutputFolder, StageLayout.Train.Parameters), counts);
        TrainingLogs.WriteSteps(Path.Combine(request.OutputFolder, StageLayout.Train.TrainingLog), result?.Steps ?? []);
        TrainingLogs.WriteEpochs(Path.Combine(request.OutputFolder, StageLayout.Train.ValidationLog), result?.Epochs ?? []);
    }

    private static EncodedRows Rows(PreparedSplit split) => new(split.InputIds, split.MultiHotLabels, split.LabelCount);

    /// <summary>Where the weights come from.</summary>
    /// <exception cref="DiagnosticException">EXP4118: nothing is trained, and some weights would be random.</exception>
    private static IEnumerable<string> Remarks(StoredClassifier classifier, TrainRequest request)
    {
        var fresh = classifier.Network.FreshParameters;
        if (fresh.Count == 0)
            return classifier.Remarks;
        return request.Options.Epochs > 0
            ? [.. classifier.Remarks, $"{NameList.Of(fresh)} start with random values"]
            : throw new DiagnosticException(classifier.HeadNotTrained(request.Start.InitializeFrom ?? request.Start.Backbone));
    }

    private static string Describe(ParameterCounts counts, TrainingOptions options) => options.Epochs == 0
        ? "nothing is trained, because training.epochs is 0"
        : string.Create(
            CultureInfo.InvariantCulture, $"{counts.Trained:N0} of {counts.Total:N0} parameters are trained ({100 * counts.Share:0.00} %)");
}
