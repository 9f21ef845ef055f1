using Emotune.Diagnostics;
using Emotune.Fuzz.Mutations;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;

namespace Emotune.Fuzz.Readers;

/// <summary>Experiment files, and what is laid over them.</summary>
internal static class ExperimentReaders
{
    private const string Small = """
        name: tickets
        data: {format: csv, train: a.csv, validation: b.csv, test: c.csv, columns: {text: body, label: topics}}
        backbone: {path: encoder}
        runs:
          full: {method: full, learning_rate: 1.0e-3}
          lora: {method: lora, learning_rate: 1.0e-3, lora: {rank: 8}}
        """;

    private const string Sets = """
        training.epochs=3
        seeds=[1, 2, 3]
        runs.lora.lora.rank=4
        data.clean=[urls, whitespace]
        data_card.source=Somebody's, "quoted"; and so on
        evaluation.bootstrap={resamples: 100, confidence: 0.9}
        """;

    public static IReadOnlyList<FuzzedReader> All { get; } =
        [new("experiment", Experiments), new("overrides", Overrides), new("set", SetValues)];

    private static IEnumerable<FuzzSeed> Experiments(string root)
    {
        foreach (var text in QuickstartFiles.Others().Append(QuickstartFiles.Experiment).Append(QuickstartFiles.Experiment).Append(Small))
        {
            var path = Path.Combine(root, $"{Directory.GetFiles(root).Length}.yaml");
            File.WriteAllText(path, text);
            yield return new FuzzSeed(path, new YamlMutator(), () => ReadBack(path, root));
        }
    }

    private static IEnumerable<FuzzSeed> Overrides(string root)
    {
        var (experiment, path) = (Written(root, "experiment.yaml", Small), Written(root, "overrides.yaml", """
            training: {epochs: 3, early_stopping: {metric: macro_f1, patience: 2}}
            runs:
              lora: {lora: {rank: 4, target_modules: [query, value]}}
            """));
        yield return new FuzzSeed(path, new YamlMutator(), () => Require(ExperimentSpecReader.Read(experiment, [], path)));
    }

    // A build is given one; a mutation makes a thousand.
    private const int MostSets = 20;

    private static IEnumerable<FuzzSeed> SetValues(string root)
    {
        var (experiment, path) = (Written(root, "experiment.yaml", Small), Written(root, "sets.txt", Sets));
        yield return new FuzzSeed(
            path, new TableMutator('='),
            () => Require(ExperimentSpecReader.Read(experiment, File.ReadAllText(path).Split('\n').Take(MostSets), null)));
    }

    /// <summary>What an experiment resolves to is an experiment that says the same.</summary>
    private static void ReadBack(string path, string root)
    {
        var reading = Require(ExperimentSpecReader.Read(path, [], null));
        var written = Written(root, "resolved", reading.Resolved!.Write());
        var (again, problems) = ExperimentSpecReader.Read(written, [], null);
        if (again is null)
            throw new WrongResultException($"What was read is written as what cannot be read: {problems[0].Code}.");
        if (!ShownValues.Of(again).SequenceEqual(ShownValues.Of(reading.Spec!)))
            throw new WrongResultException("What was read is written as something else.");
    }

    private static ExperimentReading Require(ExperimentReading reading) =>
        reading.Spec is not null ? reading : throw new DiagnosticException(reading.Problems);

    private static string Written(string root, string name, string text)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, text);
        return path;
    }
}
