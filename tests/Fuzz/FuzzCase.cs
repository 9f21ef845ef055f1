using Emotune.Fuzz.Mutations;

namespace Emotune.Fuzz;

/// <summary>
/// One input: a seed's file with a few edits. It follows from the reader's name, the seed of the draws and the case's number alone.
/// </summary>
internal sealed class FuzzCase(FuzzedReader reader, IReadOnlyList<(FuzzSeed Seed, byte[] Bytes)> seeds, ulong seed)
{
    private const int MostEdits = 8;
    private static readonly ByteMutator Bytes = new();

    /// <param name="leftOut">The edits that are not made, to see which ones matter.</param>
    /// <param name="edits">The number of edits, those left out included.</param>
    public (FuzzSeed Seed, byte[] File) Make(long number, IReadOnlySet<int> leftOut, out int edits)
    {
        var random = FuzzRandom.Of(reader.Name, seed, number, 0);
        var (chosen, file) = random.Of(seeds);
        edits = random.Few(1, MostEdits);
        for (var edit = 1; edit <= edits; edit++)
        {
            if (leftOut.Contains(edit))
                continue;
            var changed = Edited(file, chosen.Mutator, FuzzRandom.Of(reader.Name, seed, number, edit));
            file = changed.Length <= Mutator.LargestFile ? changed : file;
        }

        return (chosen, file);
    }

    private static byte[] Edited(byte[] file, Mutator mutator, FuzzRandom random) =>
        random.Once(5) ? Bytes.Apply(file, random) : mutator.Apply(file, random) ?? Bytes.Apply(file, random);
}
