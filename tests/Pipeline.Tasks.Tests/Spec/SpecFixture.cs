using Emotune.Diagnostics;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>A temporary folder with an experiment file, its splits and its backbone.</summary>
internal sealed class SpecFixture : IDisposable
{
    /// <summary>Valid; the lines that tests replace or add to have known numbers.</summary>
    public const string Valid = """
        name: small
        data:
          format: tsv-label-ids
          train: train.tsv
          validation: dev.tsv
          test: test.tsv
          labels: labels.txt
        backbone: {path: encoder}
        runs:
          full: {method: full, learning_rate: 2.0e-4}
          lora: {method: lora, learning_rate: 1.0e-3, lora: {rank: 4}}

        """;

    public const string ValidCsv = """
        name: small
        data:
          format: csv
          train: train.tsv
          validation: dev.tsv
          test: test.tsv
        backbone: {path: encoder}
        runs:
          full: {method: full, learning_rate: 2.0e-4}

        """;

    public SpecFixture()
    {
        Folder = Directory.CreateTempSubdirectory("emotune-spec-").FullName;
        foreach (var name in (string[])["train.tsv", "dev.tsv", "test.tsv", "labels.txt"])
            File.WriteAllText(Path.Combine(Folder, name), "");
        Directory.CreateDirectory(Path.Combine(Folder, "encoder"));
    }

    public string Folder { get; }

    public string FilePath => Path.Combine(Folder, "small.yaml");

    /// <summary>The repository's root, by the file that stands only there.</summary>
    public static string RepositoryRoot
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
                folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("The tests run inside the repository.");
        }
    }

    /// <summary>Files are looked for.</summary>
    public ExperimentReading Read(string yaml, params IEnumerable<string> sets)
    {
        File.WriteAllText(FilePath, yaml);
        return ExperimentSpecReader.Read(FilePath, sets, null, new PathRoots(null, null));
    }

    public ExperimentSpec Spec(string yaml, params IEnumerable<string> sets)
    {
        var reading = Read(yaml, sets);
        Assert.Empty(reading.Problems.Select(p => $"{p.At} {p.Code} {p.Message}"));
        return reading.Spec!;
    }

    /// <summary>As "code(line,column)", in order.</summary>
    public string[] Codes(string yaml, params IEnumerable<string> sets) => [.. Read(yaml, sets).Problems.Select(Code)];

    public static string Code(Diagnostic problem) =>
        FormattableString.Invariant($"{problem.Code}({problem.At!.Line},{problem.At.Column})");

    public Diagnostic Single(string yaml, params IEnumerable<string> sets)
    {
        var reading = Read(yaml, sets);
        Assert.Null(reading.Spec);
        return Assert.Single(reading.Problems);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Tests that read experiment files.</summary>
public abstract class SpecTests : IDisposable
{
    private protected SpecFixture Fixture { get; } = new();

    public void Dispose()
    {
        Fixture.Dispose();
        GC.SuppressFinalize(this);
    }
}
