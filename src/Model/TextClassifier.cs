using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Prediction;
using Emotune.Model.Stages;
using Emotune.Texts;

namespace Emotune.Model;

/// <summary>A trained model in memory, ready to label texts.</summary>
/// <remarks>
/// A classifier may be used from several threads at once: its calls wait for each other, since each call uses all the threads that the
/// classifier was given. The results do not depend on the number of threads, nor on which texts are classified together. The native
/// libraries are loaded with the first classifier of a process.
/// </remarks>
public sealed class TextClassifier : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LoadedModel _model;
    private readonly TextCleaner _cleaner;
    private readonly int _maxLength;
    private readonly LabelDecision _decision;
    private bool _disposed;

    private TextClassifier(LoadedModel model, IReadOnlyList<CleaningStep> clean, int maxLength, LabelDecision decision)
    {
        (_model, _cleaner, _maxLength, _decision) = (model, new TextCleaner(clean), maxLength, decision);
        EncoderFit.RequireLength(model.Encoder, maxLength);
        model.RequireVocabulary();
        decision.RequireLabels(Labels.Count);
        // The weights are converted now, so that the first text does not wait for it.
        _ = model.Packed;
    }

    /// <summary>Gets the names of the labels in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Labels => _model.Classifier.Labels;

    /// <summary>Loads a run of an experiment with its calibration and its decision thresholds.</summary>
    /// <remarks>
    /// Texts are cleaned and cut as the run's training texts were, and computed in the precision of its predictions. The manifests beside
    /// the results say how; nothing has to be repeated here.
    /// </remarks>
    /// <param name="experimentFolder">The folder of an experiment's results, such as <c>artifacts/quickstart</c>.</param>
    /// <param name="run">The name of the run.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="backbone">
    /// The folder of the encoder that an adapter was trained over. A fully fine-tuned run, and an adapter over an encoder that the
    /// experiment pretrained itself, do not need it.
    /// </param>
    /// <param name="threads">The number of threads to compute with, or null for one per processor.</param>
    /// <returns>The classifier, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the number of threads is not positive.</exception>
    /// <exception cref="DiagnosticException">
    /// The run is not there or not finished (EXP2015), its files do not belong together (EXP2016), the backbone is missing (EXP4113) or
    /// another one (EXP4117), the native libraries cannot be loaded (EXP4301), or a file is not valid.
    /// </exception>
    public static TextClassifier Load(string experimentFolder, string run, long seed, string? backbone = null, int? threads = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(experimentFolder);
        ArgumentException.ThrowIfNullOrEmpty(run);
        var trained = TrainedRun.Open(experimentFolder, run, seed, backbone);
        return Load(trained.Model, trained.Inference(Threads(threads)), trained.Clean, trained.MaxLength,
            LabelDecision.Of(trained.CalibrateFolder));
    }

    /// <summary>Loads a model by itself, without calibration.</summary>
    /// <remarks>
    /// Probabilities are the sigmoid of the model's outputs, and a label is given from 0.5 on. The folder does not say how texts were
    /// cleaned and cut when the model was trained, so <paramref name="options"/> has to.
    /// </remarks>
    /// <param name="folder">
    /// A folder in the layout of Transformers or PEFT, tokenizer included: what the target <c>Export</c> writes, or an adapter.
    /// </param>
    /// <param name="options">How texts are read and computed.</param>
    /// <param name="backbone">The folder of the encoder that an adapter was trained over; a whole model does not need it.</param>
    /// <returns>The classifier, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The folder's name is empty, or a number in the options is not positive.</exception>
    /// <exception cref="DiagnosticException">
    /// The backbone is missing (EXP4113), the model is shorter than the greatest length (EXP4114), the native libraries cannot be loaded
    /// (EXP4301), or a file is not valid.
    /// </exception>
    public static TextClassifier LoadModel(string folder, ClassifierOptions options, string? backbone = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxLength);
        var inference = new Inference(Threads(options.Threads), options.Precision, PackedPredictor.DefaultTokenBudget);
        return Load(new ModelSource(folder, backbone) { TokenizerFolder = folder }, inference, options.Clean, options.MaxLength,
            LabelDecision.Plain);
    }

    /// <summary>Classifies one text.</summary>
    /// <param name="text">The text as a user wrote it.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>The labels of the text and the probability of every label.</returns>
    /// <inheritdoc cref="Classify(IReadOnlyList{string}, CancellationToken)" path="/exception"/>
    public Classification Classify(string text, CancellationToken cancellation = default) => Classify([text], cancellation)[0];

    /// <summary>Classifies many texts, which is faster than one by one.</summary>
    /// <param name="texts">The texts as users wrote them.</param>
    /// <param name="cancellation">Stops the computation between two batches.</param>
    /// <returns>One result for each text, in the order of the texts.</returns>
    /// <exception cref="ArgumentException">The list, or a text in it, is null.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    /// <exception cref="DiagnosticException">The computation failed, for example for want of memory (EXP4209).</exception>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<string> texts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Contains(null))
            throw new ArgumentException("A text is null.", nameof(texts));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return texts.Count == 0 ? [] : StageBoundary.Run("Classify", () => Compute(texts, cancellation));
        }
    }

    /// <summary>Frees the model's memory, once a computation under way has ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_disposed)
                _model.Dispose();
            _disposed = true;
        }
    }

    private static TextClassifier Load(
        ModelSource source, Inference inference, IReadOnlyList<CleaningStep> clean, int maxLength, LabelDecision decision) =>
        StageBoundary.Run("Classify", () =>
        {
            var model = source.Load(inference);
            try
            {
                return new TextClassifier(model, clean, maxLength, decision);
            }
            catch
            {
                model.Dispose();
                throw;
            }
        });

    private static int Threads(int? given)
    {
        var threads = given ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads, nameof(threads));
        return threads;
    }

    private Classification[] Compute(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var ids = texts.Select(t => _model.Tokenizer.EncodeIds(_cleaner.Clean(t), _maxLength)).ToArray();
        var rows = new EncodedRows(ids, new byte[texts.Count * Labels.Count], Labels.Count);
        var logits = _model.Predictor.Predict(rows, cancellation: cancellation).Logits;
        return _decision.Classify(texts, logits, Labels);
    }
}
