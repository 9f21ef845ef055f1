using System.Globalization;

namespace Emotune.Fuzz;

/// <summary>The command line.</summary>
/// <param name="Count">The number of inputs for each reader.</param>
/// <param name="Inputs">The number of inputs for all readers together. The readers of Parquet have a hundredth of it; null for
/// <paramref name="Count"/>.</param>
/// <param name="Seconds">The time that an input may take.</param>
/// <param name="Findings">Where faults are kept, in a folder for each run.</param>
/// <param name="Replay">One case, as READER:NUMBER.</param>
internal sealed record FuzzArguments(
    long Count, long? Inputs, ulong Seed, double Seconds, int Workers, string Findings, IReadOnlyList<FuzzedReader> Readers, string? Replay,
    bool List)
{
    private const int InputsForEachOfParquet = 100;

    private static readonly string[] Names =
        ["--count", "--inputs", "--seed", "--seconds", "--workers", "--findings", "--readers", "--replay", "--list"];

    /// <exception cref="ArgumentException">An argument is not known, or names no reader.</exception>
    public static FuzzArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new FuzzArguments(
            1000, null, (ulong)Random.Shared.Next(), 2, Environment.ProcessorCount,
            Path.GetFullPath(Path.Combine("TestResults", "fuzz")), FuzzedReader.All, null, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{name} needs a value.");
            T Number<T>() where T : IParsable<T> => T.Parse(Value(), CultureInfo.InvariantCulture);
            parsed = name switch
            {
                "--count" => parsed with { Count = Number<long>() },
                "--inputs" => parsed with { Inputs = Number<long>() },
                "--seed" => parsed with { Seed = Number<ulong>() },
                "--seconds" => parsed with { Seconds = Number<double>() },
                "--workers" => parsed with { Workers = Number<int>() },
                "--findings" => parsed with { Findings = Path.GetFullPath(Value()) },
                "--readers" => parsed with { Readers = [.. Value().Split(',').Select(FuzzedReader.Named)] },
                "--replay" => parsed with { Replay = Value() },
                "--list" => parsed with { List = true },
                _ => throw new ArgumentException($"{name} is not known. Valid: {string.Join(", ", Names)}."),
            };
        }

        return parsed;
    }

    public long CountFor(FuzzedReader reader)
    {
        if (Inputs is not { } inputs)
            return Count;
        var ofParquet = inputs / InputsForEachOfParquet;
        var (share, readers) = reader.IsParquet
            ? (ofParquet, Readers.Count(r => r.IsParquet))
            : (inputs - ofParquet, Readers.Count(r => !r.IsParquet));
        return (share + readers - 1) / readers;
    }
}
