namespace Emotune.Fuzz.Mutations;

/// <summary>Changes a file a little, as its format is built.</summary>
internal abstract class Mutator
{
    /// <summary>No file is made larger than this: the rule is about what readers make of files, not about large files.</summary>
    public const int LargestFile = 1 << 20;

    /// <returns>The changed file; null where the file is not of the format any more.</returns>
    public abstract byte[]? Apply(byte[] file, FuzzRandom random);
}
