using Emotune.Randomness;

namespace Emotune.Model.Pretraining;

/// <summary>A row with some of its word pieces hidden, and what stood there.</summary>
/// <param name="Ids">(T) what the network sees.</param>
/// <param name="Positions">(M) which of them it is asked for.</param>
/// <param name="Targets">(M) what stood there.</param>
internal sealed record MaskedRow(int[] Ids, int[] Positions, int[] Targets);

/// <summary>
/// BERT's masking (Devlin et al. 2019, arXiv:1810.04805): of the pieces that are chosen, 80 % become the mask, 10 % another
/// piece and 10 % stay. Which ones depends on seed, epoch, row and position alone.
/// </summary>
/// <param name="isSpecial">Pieces that are never chosen.</param>
/// <param name="probability">Of a piece to be chosen, in (0, 1].</param>
internal sealed class TokenMasking(ulong seed, int maskId, int vocabularySize, Func<int, bool> isSpecial, double probability)
{
    private const double MaskedShare = 0.8, ReplacedShare = 0.1;

    public bool CanMask(int[] ids) => ids.Any(id => !isSpecial(id));

    /// <summary>At least one piece of a row that has one is chosen: the one that was nearest to it.</summary>
    public MaskedRow Mask(int[] ids, int row, int epoch)
    {
        var draws = Enumerable.Range(0, ids.Length).Where(t => !isSpecial(ids[t]))
            .Select(t => (Position: t, Draw: Philox.Uniform(seed, RandomStream.Masking, (uint)epoch, (uint)row, (uint)t))).ToArray();
        var chosen = draws.Where(d => d.Draw < probability).Select(d => d.Position).ToArray();
        if (chosen.Length == 0 && draws.Length > 0)
            chosen = [draws.MinBy(d => d.Draw).Position];
        var seen = (int[])ids.Clone();
        foreach (var position in chosen)
            seen[position] = Replacement(ids[position], row, epoch, position);
        return new MaskedRow(seen, chosen, [.. chosen.Select(t => ids[t])]);
    }

    private int Replacement(int id, int row, int epoch, int position)
    {
        var draw = Philox.Uniform(seed, RandomStream.Replacement, (uint)epoch, (uint)row, (uint)position * 2);
        if (draw < MaskedShare)
            return maskId;
        return draw < MaskedShare + ReplacedShare
            ? Philox.Below(vocabularySize, seed, RandomStream.Replacement, (uint)epoch, (uint)row, (uint)position * 2 + 1)
            : id;
    }
}
