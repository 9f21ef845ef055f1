using Emotune.Model.Network;
using Emotune.Model.Prediction;
using static TorchSharp.torch;

namespace Emotune.Model.Explanation;

/// <summary>
/// One comment under masks: a masked player's word pieces are replaced by the mask piece; the special pieces stay, and so does the length.
/// </summary>
internal sealed class MaskedInput(PackedClassifier classifier, int[] inputIds, IReadOnlyList<int[]> players, int maskId, int batchTokens)
{
    private readonly SequenceClassifier _network = classifier.Network;
    private readonly PackedPredictor _predictor = new(classifier, batchTokens);

    /// <summary>The logits (L) under each mask.</summary>
    public double[][] Logits(IReadOnlyList<bool[]> keepMasks)
    {
        var rows = keepMasks.Select(Masked).ToArray();
        var logits = _predictor.Predict(new EncodedRows(rows, new byte[rows.Length * _network.LabelCount], _network.LabelCount)).Logits;
        return [.. logits.Chunk(_network.LabelCount).Select(row => row.Select(v => (double)v).ToArray())];
    }

    /// <summary>Gradients by the word embeddings on the path from all players masked to none, of the given outputs.</summary>
    /// <returns>(positions, players, outputs)</returns>
    public double[][][] PathGradients(IReadOnlyList<double> positions, IReadOnlyList<int> outputs)
    {
        var atOnce = Math.Max(1, batchTokens / inputIds.Length);
        return [.. positions.Chunk(atOnce).SelectMany(chunk => GradientsAt(chunk, outputs))];
    }

    private double[][][] GradientsAt(double[] positions, IReadOnlyList<int> outputs)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        _network.eval();
        var ids = tensor(inputIds.Select(id => (long)id).ToArray()).unsqueeze(0);
        var baseline = _network.EmbedWords(tensor(Masked(new bool[players.Count]).Select(id => (long)id).ToArray()).unsqueeze(0)).detach();
        var change = _network.EmbedWords(ids).detach() - baseline;
        var alpha = tensor(positions.Select(p => (float)p).ToArray()).reshape(-1, 1, 1);
        var path = (baseline + alpha * change).requires_grad_(true);
        var repeated = ids.expand(positions.Length, -1).contiguous();
        var logits = _network.ForwardFromWordEmbeddings(path, repeated, ones_like(repeated));
        var shares = outputs.Select((output, i) =>
        {
            var gradient = autograd.grad([logits.select(1, output).sum()], [path], retain_graph: i + 1 < outputs.Count)[0];
            return (gradient * change).sum(2).to_type(ScalarType.Float64).data<double>().ToArray();
        }).ToArray();
        return [.. Enumerable.Range(0, positions.Length).Select(at => players.Select(player =>
            shares.Select(share => player.Sum(p => share[at * inputIds.Length + p])).ToArray()).ToArray())];
    }

    private int[] Masked(bool[] keep)
    {
        int[] ids = [.. inputIds];
        for (var player = 0; player < keep.Length; player++)
        {
            foreach (var position in keep[player] ? [] : players[player])
                ids[position] = maskId;
        }

        return ids;
    }
}
