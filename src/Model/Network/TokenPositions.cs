using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>How a family numbers the positions of its tokens: which row of the position table each token takes.</summary>
internal abstract class TokenPositions
{
    /// <summary>The first token takes row 0, the next one row 1, and so on.</summary>
    public static TokenPositions FromZero { get; } = new PositionsFromZero();

    /// <summary>The row of the position table that padding takes and that is not trained; null where there is none.</summary>
    public abstract int? PaddingRow(int padTokenId);

    /// <summary>The longest sequence that has a row for each of its tokens.</summary>
    /// <param name="rows">The rows of the position table.</param>
    public abstract int MaxSequenceLength(int rows, int padTokenId);

    /// <summary>The row of one token.</summary>
    /// <param name="id">The token's word piece.</param>
    /// <param name="place">The token's place in its sequence, from 0.</param>
    /// <param name="ordinal">How many tokens up to and with this one are no padding.</param>
    public abstract int Row(int id, int place, int ordinal, int padTokenId);

    /// <param name="inputIds">(B, T) int64</param>
    /// <returns>(B, T) int64, or (1, T) where the rows are the same for each sequence.</returns>
    public abstract Tensor Rows(Tensor inputIds, int padTokenId);

    private sealed class PositionsFromZero : TokenPositions
    {
        public override int? PaddingRow(int padTokenId) => null;

        public override int MaxSequenceLength(int rows, int padTokenId) => rows;

        public override int Row(int id, int place, int ordinal, int padTokenId) => place;

        public override Tensor Rows(Tensor inputIds, int padTokenId) => arange(inputIds.shape[1], ScalarType.Int64).unsqueeze(0);
    }
}
