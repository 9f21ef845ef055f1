using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// Attention whose scores are sums: what two tokens say, and what one says to the other's distance, in one or both directions (He et al.
/// 2021, arXiv:2006.03654).
/// </summary>
internal sealed class DisentangledAttention
{
    private readonly int _heads, _headSize;

    /// <param name="ownKeys">The distances have linear layers of their own; else those of the tokens serve.</param>
    internal DisentangledAttention(
        ModuleRegistry modules, string layer, RelativePositions positions, bool contentToPosition, bool positionToContent, bool ownKeys)
    {
        var (config, names) = (modules.Config, modules.Names);
        (_heads, _headSize, Positions) = (config.HeadCount, config.HeadSize, positions);
        Query = Linear(names.Query);
        Key = Linear(names.Key);
        Value = Linear(names.Value);
        PositionKey = !contentToPosition ? null : ownKeys ? Linear(OwnKey) : Key;
        PositionQuery = !positionToContent ? null : ownKeys ? Linear(OwnQuery) : Query;
        Output = Linear(names.AttentionOutput);
        PositionDropout = modules.Dropout(config.HiddenDropout);
        Dropout = modules.Dropout(config.AttentionDropout);

        Linear Linear(string name) => modules.Linear($"{layer}.{name}", config.HiddenSize, config.HiddenSize);
    }

    /// <summary>The name of the distances' own key layer.</summary>
    public const string OwnKey = "attention.self.pos_key_proj";

    /// <summary>The name of the distances' own query layer.</summary>
    public const string OwnQuery = "attention.self.pos_query_proj";

    internal RelativePositions Positions { get; }

    internal Linear Query { get; }

    internal Linear Key { get; }

    internal Linear Value { get; }

    /// <summary>Keys of distances, for queries of tokens; null where these are not asked.</summary>
    internal Linear? PositionKey { get; }

    /// <summary>Queries of distances, for keys of tokens; null where these are not asked.</summary>
    internal Linear? PositionQuery { get; }

    internal Linear Output { get; }

    internal DropoutSite PositionDropout { get; }

    internal DropoutSite Dropout { get; }

    /// <summary>What each of the sums is divided by.</summary>
    internal double Scale => Math.Sqrt(_headSize * (1.0 + (PositionKey is null ? 0 : 1) + (PositionQuery is null ? 0 : 1)));

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        var (q, k, v) = (SplitHeads(Query.Forward(x)), SplitHeads(Key.Forward(x)), SplitHeads(Value.Forward(x)));
        var scores = matmul(q, k.transpose(-2, -1)) / Scale;                        // (B, H, T, T)
        if (PositionKey is not null || PositionQuery is not null)
            scores += Distances(q, k);
        // Padding looks at nothing, and so at everything alike.
        var mask = minimum(additiveMask, additiveMask.transpose(-2, -1));           // (B, 1, T, T)
        var probabilities = nn.functional.softmax(scores + mask, -1);
        return Output.Forward(matmul(Dropout.Forward(probabilities), v).transpose(1, 2).reshape(x.shape));
    }

    /// <param name="q">(B, H, T, D)</param>
    /// <param name="k">(B, H, T, D)</param>
    /// <returns>(B, H, T, T)</returns>
    private Tensor Distances(Tensor q, Tensor k)
    {
        var vectors = PositionDropout.Forward(Positions.Vectors()).unsqueeze(0);    // (1, rows, C)
        var rows = Positions.Rows((int)q.shape[2]);
        Tensor? sum = null;
        if (PositionKey is not null)
            sum = Score(q, PositionKey, vectors, rows);
        if (PositionQuery is not null)
        {
            // The score of query i and key j stands in row j.
            var turned = Score(k, PositionQuery, vectors, rows.t()).transpose(-2, -1);
            sum = sum is null ? turned : sum + turned;
        }

        return sum! / Scale;
    }

    /// <returns>(B, H, T, T): each token's product with the vector of the row that its place and another's have.</returns>
    private Tensor Score(Tensor tokens, Linear layer, Tensor vectors, Tensor rows)
    {
        var products = matmul(tokens, SplitHeads(layer.Forward(vectors)).transpose(-2, -1));     // (B, H, T, rows)
        return products.gather(-1, rows.expand([products.shape[0], products.shape[1], rows.shape[0], rows.shape[1]]));
    }

    private Tensor SplitHeads(Tensor x) =>
        x.view(x.shape[0], x.shape[1], _heads, _headSize).transpose(1, 2);          // (B, T, C) → (B, H, T, D)
}
