using Emotune.Model.Data;
using Emotune.Tokenization;

namespace Emotune.Benchmarks;

/// <summary>Where a case finds what it reads, and how long it may take.</summary>
/// <param name="Shared">Holds <c>models</c> and <c>data</c>.</param>
/// <param name="Steps">Training steps, the first fifth of which is not timed.</param>
/// <param name="Repeats">Of what takes seconds or less; the best counts.</param>
/// <param name="Isa">What the cases' processes are held to.</param>
internal sealed record BenchmarkSettings(string Shared, int Steps, int Repeats, InstructionSet Isa = InstructionSet.Best)
{
    public const int Threads = 2;
    public const int MaxLength = 128;

    public string Backbone => Path.Combine(Shared, "models", "all-MiniLM-L6-v2");

    public static BenchmarkSettings Of(BenchmarkArguments options)
    {
        var shared = Environment.GetEnvironmentVariable("SHARED_ROOT") ?? Path.Combine(Repository, "..", "shared");
        return new(Path.GetFullPath(shared), options.Steps ?? (options.Quick ? 40 : 200), options.Quick ? 1 : 5, options.Isa);
    }

    /// <summary>The nearest folder above this assembly that holds the experiments' project.</summary>
    public static string Repository { get; } = FindRepository();

    public DatasetSource Source(int? trainRows = null)
    {
        string At(string name) => Path.Combine(Shared, "data", "goemotions", name);
        return new()
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = At("train.tsv"),
            Validation = At("dev.tsv"),
            Test = At("test.tsv"),
            Labels = At("emotions.txt"),
            Limits = new(trainRows, null, null),
        };
    }

    public TextTokenizer Tokenizer() => TextTokenizer.Load(Backbone);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Experiments.proj")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmarks run outside of the repository.");
    }
}
