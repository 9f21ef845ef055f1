using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Texts;
using Emotune.Tokenization;

namespace Emotune.Onnx;

/// <summary>A model that the target <c>Export</c> wrote with <c>Format=onnx</c>, ready to label texts.</summary>
/// <remarks>
/// A classifier may be used from several threads at once, and its calls do not wait for each other. The result for a text does not
/// depend on the other texts of a call by more than rounding. In eight bits (<see cref="EmotionClassifierOptions.Quantized"/>) that
/// rounding covers a whole batch, so that scores depend a little on which texts share it.
/// </remarks>
public sealed class EmotionClassifier : IDisposable
{
    private readonly ModelSession _session;
    private readonly TextTokenizer _tokenizer;
    private readonly TextCleaner _cleaner;
    private readonly ExportDescription _model;
    private readonly EmotionClassifierOptions _options;
    private readonly Dictionary<string, double> _thresholds;

    private EmotionClassifier(ExportDescription model, TextTokenizer tokenizer, ModelSession session, EmotionClassifierOptions options)
    {
        (_model, _tokenizer, _session, _options) = (model, tokenizer, session, options);
        _cleaner = new TextCleaner(model.Clean);
        _thresholds = model.Labels.Zip(model.Thresholds.Labels).ToDictionary(t => t.First, t => t.Second, StringComparer.Ordinal);
    }

    /// <summary>Gets the names of the labels in the order of the model's outputs.</summary>
    public IReadOnlyList<string> Labels => _model.Labels;

    /// <summary>Loads a folder that the target <c>Export</c> wrote with <c>Format=onnx</c> or <c>Format=all</c>.</summary>
    /// <param name="folder">The folder with <c>emotune.json</c>, the tokenizer and <c>onnx/</c>.</param>
    /// <param name="options">How to compute, or null for the defaults.</param>
    /// <returns>The classifier, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The folder's name is empty, or a number in the options is not positive.</exception>
    /// <exception cref="DiagnosticException">
    /// The folder is of another format (EXP4150), its model cannot be loaded (EXP4151) or has other labels than it says (EXP4152), a
    /// file is not the one that was exported (EXP4160), or a file is missing or not valid.
    /// </exception>
    public static EmotionClassifier Load(string folder, EmotionClassifierOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new EmotionClassifierOptions();
        options.Check();
        var model = ExportDescription.Read(folder);
        ExportedFiles.RequireSame(folder, model.Model.Files, name => IsRead(name, options));
        var tokenizer = TextTokenizer.Load(folder);
        var session = ModelSession.Open(folder, options, model.Labels.Count);
        return new EmotionClassifier(model, tokenizer, session, options);
    }

    // Weights and the other graph are not read here.
    private static bool IsRead(string name, EmotionClassifierOptions options)
    {
        if (name.EndsWith(".safetensors", StringComparison.Ordinal))
            return false;
        var graph = $"{ExportLayout.Graphs}/{(options.Quantized ? ExportLayout.QuantizedGraph : ExportLayout.Graph)}";
        var isGraph = name.StartsWith(ExportLayout.Graphs + "/", StringComparison.Ordinal);
        return !isGraph || (options.VerifiesModel && (name == graph || name == graph + ExportLayout.DataSuffix));
    }

    /// <summary>Classifies one text.</summary>
    /// <param name="text">The text as a user wrote it.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <returns>The labels of the text and the probability of every label.</returns>
    /// <inheritdoc cref="Classify(IReadOnlyList{string}, CancellationToken)" path="/exception"/>
    public Classification Classify(string text, CancellationToken cancellation = default) => Classify([text], cancellation)[0];

    /// <summary>Classifies many texts, which is faster than one by one: texts of like length are computed together.</summary>
    /// <param name="texts">The texts as users wrote them.</param>
    /// <param name="cancellation">Stops the computation, also within a batch.</param>
    /// <returns>One result for each text, in the order of the texts.</returns>
    /// <exception cref="ArgumentException">A text is null or longer than the options allow, or there are too many texts.</exception>
    /// <exception cref="ObjectDisposedException">The classifier was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    /// <exception cref="DiagnosticException">ONNX Runtime failed, for example for want of memory (EXP4153).</exception>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<string> texts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        TextLimits.Require(texts, _options);
        var ids = new int[texts.Count][];
        for (var i = 0; i < ids.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ids[i] = _tokenizer.EncodeIds(_cleaner.Clean(texts[i]), _model.MaxLength);
        }
        var results = new Classification[texts.Count];
        foreach (var batch in LengthBatches.Of(ids, _options.BatchTokens))
        {
            var outputs = _session.Run(ids, batch, _tokenizer.PadId, cancellation);
            for (var row = 0; row < batch.Length; row++)
                results[batch[row]] = Result(texts[batch[row]], outputs, row);
        }
        return results;
    }

    /// <summary>Frees the model's memory, once the computations under way have ended.</summary>
    public void Dispose() => _session.Dispose();

    private Classification Result(string text, ModelOutputs outputs, int row)
    {
        var all = new Dictionary<string, double>(Labels.Count, StringComparer.Ordinal);
        var given = new List<ClassifiedLabel>();
        for (var label = 0; label < Labels.Count; label++)
        {
            var at = row * Labels.Count + label;
            all.Add(Labels[label], outputs.Probabilities[at]);
            if (outputs.IsGiven[at])
                given.Add(new ClassifiedLabel(Labels[label], outputs.Probabilities[at]));
        }
        return new Classification(text, [.. given.OrderByDescending(l => l.Probability)], all) { Thresholds = _thresholds };
    }
}
