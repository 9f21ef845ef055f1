using Emotune.Diagnostics;
using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>An encoder of any <see cref="EncoderFamily"/>: the families share one graph.</summary>
internal sealed class Encoder
{
    private readonly EncoderConfig _config;

    public Encoder(ModuleRegistry modules)
    {
        _config = modules.Config;
        Embeddings = new EncoderEmbeddings(modules);
        AttentionBias = _config.AttentionBuckets == 0 ? null : new DistanceBias(modules);
        Layers = _config.Family.CreateLayers(modules);
        FinalNorm = modules.Names.FinalNorm is { } norm ? modules.LayerNorm($"{modules.Names.Prefix}.{norm}") : null;
    }

    internal EncoderEmbeddings Embeddings { get; }

    /// <summary>What all layers add to attention's scores; null for a family without it.</summary>
    internal DistanceBias? AttentionBias { get; }

    internal IReadOnlyList<IEncoderLayer> Layers { get; }

    /// <summary>Null for a family whose layers end with a norm.</summary>
    internal LayerNorm? FinalNorm { get; }

    /// <summary>What a build says of an encoder whose layers have no packed form; null for others.</summary>
    public string? SlowerForm => Layers.All(l => l.IsPacked)
        ? null
        : $"{_config.Family.DisplayName} is computed by its modules over padded texts, which is slower than other families' packed form";

    /// <summary>The word table, which a masked language model's output layer shares.</summary>
    public Embedding WordEmbeddings => Embeddings.Words;

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T): 1 = real token, 0 = padding.</param>
    /// <returns>(B, T, C): the last layer's states.</returns>
    /// <exception cref="DiagnosticException">T is above <see cref="EncoderConfig.MaxSequenceLength"/>.</exception>
    public Tensor Forward(Tensor inputIds, Tensor attentionMask) =>
        ForwardFromWordEmbeddings(Embeddings.Words.Forward(inputIds), inputIds, attentionMask);

    /// <param name="wordEmbeddings">(B, T, E): rows of the word table.</param>
    /// <returns>(B, T, C)</returns>
    public Tensor ForwardFromWordEmbeddings(Tensor wordEmbeddings, Tensor inputIds, Tensor attentionMask)
    {
        var mask = AdditiveMask(attentionMask, inputIds);
        return Finish(Layers.Aggregate(Embed(wordEmbeddings, inputIds, attentionMask), (x, layer) => layer.Forward(x, mask)));
    }

    /// <returns>Layers + 1 tensors (B, T, C): the embeddings, then each layer's output, the last one behind the final norm.</returns>
    public IReadOnlyList<Tensor> HiddenStates(Tensor inputIds, Tensor attentionMask)
    {
        var mask = AdditiveMask(attentionMask, inputIds);
        List<Tensor> states = [Embed(Embeddings.Words.Forward(inputIds), inputIds, attentionMask)];
        foreach (var layer in Layers)
            states.Add(layer.Forward(states[^1], mask));
        states[^1] = Finish(states[^1]);
        return states;
    }

    /// <exception cref="DiagnosticException">There is no position for each token.</exception>
    internal static void RequireLength(Tensor inputIds, EncoderConfig config)
    {
        if (inputIds.shape[1] > config.MaxSequenceLength)
            throw new DiagnosticException(Problems.SequenceTooLong.Given(inputIds.shape[1], config.MaxSequenceLength));
    }

    private Tensor Finish(Tensor states) => FinalNorm is null ? states : FinalNorm.Forward(states);

    private Tensor Embed(Tensor wordEmbeddings, Tensor inputIds, Tensor attentionMask)
    {
        RequireLength(inputIds, _config);
        var states = Embeddings.Forward(wordEmbeddings, inputIds);
        return _config.Own.ClearsPadding ? states * attentionMask.to(states.dtype).unsqueeze(-1) : states;
    }

    // The lowest finite number rather than −∞: a row of padding alone stays defined.
    private Tensor AdditiveMask(Tensor attentionMask, Tensor inputIds)
    {
        var mask = (1 - attentionMask.to(ScalarType.Float32)).mul(float.MinValue).unsqueeze(1).unsqueeze(1); // (B, T) → (B, 1, 1, T)
        return AttentionBias is null ? mask : mask + AttentionBias.Forward((int)inputIds.shape[1]);          // (B, H, T, T)
    }
}
