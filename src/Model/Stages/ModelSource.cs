using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Tokenization;
using TorchSharp;

namespace Emotune.Model.Stages;

/// <summary>Where a trained model lies.</summary>
/// <param name="TrainedFolder">What Train wrote.</param>
/// <param name="Backbone">Under an adapter; a whole model does not need it.</param>
internal sealed record ModelSource(string TrainedFolder, string? Backbone)
{
    /// <summary>Where the tokenizer is: beside the backbone, of which Train copies it beside the trained model.</summary>
    public string TokenizerFolder { get; init; } = Backbone ?? TrainedFolder;

    /// <summary>The model, ready to predict.</summary>
    internal LoadedModel Load(Inference inference)
    {
        NativeLibraries.EnsureLoaded();
        torch.set_num_threads(inference.Threads);
        Float32Products.UseFastest();
        var classifier = ClassifierFiles.Load(TrainedFolder, Backbone);
        classifier.Network.Execution.Linear = LinearKernels.Of(inference.Precision, weightsAreFixed: true);
        return new LoadedModel(classifier, TokenizerFolder, inference);
    }
}

/// <summary>How a trained model is run.</summary>
/// <param name="BatchTokens">Word pieces of a batch.</param>
internal sealed record Inference(int Threads, NumericPrecision Precision, int BatchTokens);

/// <summary>A trained classifier with its tokenizer.</summary>
internal sealed class LoadedModel(StoredClassifier classifier, string tokenizerFolder, Inference inference) : IDisposable
{
    private TextTokenizer? _tokenizer;
    private PackedClassifier? _packed;

    public StoredClassifier Classifier { get; } = classifier;

    public TextTokenizer Tokenizer => _tokenizer ??= TextTokenizer.Load(tokenizerFolder);

    public EncoderConfig Encoder => Classifier.Config.Encoder;

    /// <inheritdoc cref="EncoderFit.RequireVocabulary"/>
    public void RequireVocabulary() => EncoderFit.RequireVocabulary(Encoder, Tokenizer);

    /// <summary>The forward pass alone, in the prediction's precision.</summary>
    public PackedClassifier Packed => _packed ??= Pack();

    public PackedPredictor Predictor => new(Packed, inference.BatchTokens);

    public void Dispose()
    {
        _packed?.Dispose();
        Classifier.Dispose();
    }

    // An adapter costs nothing once it is in the weights.
    private PackedClassifier Pack()
    {
        _ = Classifier.Adapter?.Merge();
        return new PackedClassifier(Classifier.Network, inference.Precision, inference.Threads);
    }
}
