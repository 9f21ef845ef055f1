using Emotune.Fuzz.Mutations;

namespace Emotune.Fuzz;

/// <summary>A valid file that is changed, among whatever its reader needs beside it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Mutator">Knows how the file is built.</param>
/// <param name="Read">Reads the file as the product does. It throws <see cref="WrongResultException"/> where what was read cannot be
/// right, and <see cref="RefusedException"/> where the reader says no more than that there is nothing to read.</param>
internal sealed record FuzzSeed(string Path, Mutator Mutator, Action Read);

/// <summary>A reader of files.</summary>
/// <param name="Name">The name on the command line. It is a part of what the cases are drawn from.</param>
/// <param name="Seeds">Writes valid files below a folder that is empty.</param>
/// <param name="IsParquet">Whether it has its own number of cases.</param>
internal sealed record FuzzedReader(string Name, Func<string, IEnumerable<FuzzSeed>> Seeds, bool IsParquet = false)
{
    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        .. Readers.WeightReaders.All, .. Readers.ModelReaders.All, .. Readers.TokenizerReaders.All, .. Readers.DataReaders.All,
        .. Readers.PreparedReaders.All, .. Readers.ExperimentReaders.All, .. Readers.CalibrationReaders.All, .. Readers.ResultReaders.All,
        .. Readers.StoreReaders.All, .. Readers.CheckpointReaders.All,
    ];

    /// <exception cref="ArgumentException">There is no reader of this name.</exception>
    public static FuzzedReader Named(string name) => All.FirstOrDefault(r => r.Name == name)
        ?? throw new ArgumentException($"There is no reader '{name}'. Valid: {string.Join(", ", All.Select(r => r.Name))}.");
}

/// <summary>The reader refuses the file without a word, because what it says can be found out anew.</summary>
internal sealed class RefusedException() : Exception("The file is made anew.")
{
    /// <exception cref="RefusedException">Nothing was read.</exception>
    public static T Require<T>(T? read)
        where T : class => read ?? throw new RefusedException();
}

/// <summary>Something was read that cannot be right.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
