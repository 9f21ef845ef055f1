using Emotune.Model.Artifacts;
using Emotune.Model.Native;
using Emotune.Model.Tokenization;
using Emotune.Model.Training;
using TorchSharp;

namespace Emotune.Model.Stages;

/// <summary>Where a trained model lies.</summary>
/// <param name="TrainedFolder">What Train wrote.</param>
/// <param name="Backbone">Under an adapter; also where the tokenizer is.</param>
public sealed record ModelSource(string TrainedFolder, string Backbone)
{
    /// <summary>The model, ready to predict on that many threads.</summary>
    internal LoadedModel Load(int threads)
    {
        NativeLibraries.EnsureLoaded();
        torch.set_num_threads(threads);
        Float32Products.UseFastest();
        return new LoadedModel(ClassifierFiles.Load(TrainedFolder, Backbone), Backbone);
    }
}

/// <summary>A trained classifier with its tokenizer.</summary>
internal sealed class LoadedModel(StoredClassifier classifier, string tokenizerFolder) : IDisposable
{
    private TextTokenizer? _tokenizer;

    public StoredClassifier Classifier { get; } = classifier;

    public TextTokenizer Tokenizer => _tokenizer ??= TextTokenizer.Load(tokenizerFolder);

    public Predictor Predictor(int batchTokens) =>
        new(TrainedClassifier.Full(Classifier.Network), Classifier.Config.Encoder.PadTokenId, batchTokens);

    public void Dispose() => Classifier.Dispose();
}
