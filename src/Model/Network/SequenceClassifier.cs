using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>A parameter under its Hugging Face (or PEFT) name.</summary>
internal sealed record NamedParameter(string Name, Parameter Value);

/// <summary>An encoder with a classification head: comments in, a logit for each label out.</summary>
/// <remarks>Parameters carry Hugging Face's names. A new classifier has no values yet: load them, or initialise them.</remarks>
internal sealed class SequenceClassifier : nn.Module
{
    private readonly ModuleRegistry _registry;
    private readonly Encoder _encoder;
    private readonly ClassificationHead _head;

    public SequenceClassifier(EncoderConfig config, int labelCount, HeadPooling pooling) : base(nameof(SequenceClassifier))
    {
        (Config, LabelCount, Pooling) = (config, labelCount, pooling);
        Execution = new Execution(this);
        _registry = new ModuleRegistry(this, config, Execution);
        _encoder = new Encoder(_registry);
        _head = ClassificationHead.Create(_registry, pooling, labelCount);
        NamedParameters = [.. named_parameters().Select(p => new NamedParameter(p.name, p.parameter))];
    }

    public EncoderConfig Config { get; }

    public int LabelCount { get; }

    public HeadPooling Pooling { get; }

    /// <summary>Where a trainer supplies dropout and a faster product.</summary>
    public Execution Execution { get; }

    /// <summary>All parameters, in the order in which data flows through them.</summary>
    public IReadOnlyList<NamedParameter> NamedParameters { get; }

    /// <summary>All linear layers, in the order in which data flows through them.</summary>
    public IReadOnlyList<Linear> Linears => _registry.Linears;

    /// <summary>The last layer, which has a row for each label.</summary>
    public Linear LabelLayer => Linears[^1];

    public EncoderNames Names => _registry.Names;

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T): 1 = real token, 0 = padding.</param>
    /// <returns>Logits (B, L).</returns>
    public Tensor Forward(Tensor inputIds, Tensor attentionMask) =>
        _head.Forward(_encoder.Forward(inputIds, attentionMask), attentionMask);

    /// <returns>Layers + 1 tensors (B, T, C): the embeddings, then each layer's output.</returns>
    public IReadOnlyList<Tensor> HiddenStates(Tensor inputIds, Tensor attentionMask) => _encoder.HiddenStates(inputIds, attentionMask);

    /// <returns>(B, T, E): rows of the word table, which <see cref="ForwardFromWordEmbeddings"/> takes.</returns>
    public Tensor EmbedWords(Tensor inputIds) => _encoder.WordEmbeddings.Forward(inputIds);

    /// <param name="wordEmbeddings">(B, T, E)</param>
    /// <returns>Logits (B, L).</returns>
    public Tensor ForwardFromWordEmbeddings(Tensor wordEmbeddings, Tensor inputIds, Tensor attentionMask) =>
        _head.Forward(_encoder.ForwardFromWordEmbeddings(wordEmbeddings, inputIds, attentionMask), attentionMask);

    /// <summary>The encoder's parts, for a trainer that passes data through them in a way of its own.</summary>
    internal Encoder Encoder => _encoder;

    internal ClassificationHead Head => _head;

    /// <summary>The head alone, over features that were pooled as <see cref="Pooling"/> says.</summary>
    /// <param name="features">(B, C)</param>
    /// <returns>Logits (B, L).</returns>
    internal Tensor Classify(Tensor features) => _head.Classify(features);

    /// <summary>Names of the parameters that no file had a value for when the weights were loaded.</summary>
    public IReadOnlyList<string> FreshParameters { get; internal set; } = [];

    /// <summary>What the head looks at, its family's own one too.</summary>
    public HeadPooling Reads => Pooling == HeadPooling.Mean ? HeadPooling.Mean : Config.Own.HeadPooling;

    /// <summary>
    /// Layers of the head that come with an encoder: BERT's pooler, a part of the encoder by its name, and the part of ModernBERT's head
    /// that masked language modelling trains.
    /// </summary>
    public bool IsPooler(string parameterName) =>
        parameterName.StartsWith($"{Config.Family.Pooler ?? Names.Prefix + ".pooler"}.", StringComparison.Ordinal);

    /// <summary>True for what comes with no encoder: poolers do, the classifiers do not.</summary>
    public bool IsHead(string parameterName) =>
        !parameterName.StartsWith(Names.Prefix + ".", StringComparison.Ordinal) && !IsPooler(parameterName);
}
