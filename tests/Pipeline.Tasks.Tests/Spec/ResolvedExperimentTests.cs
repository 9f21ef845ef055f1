using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

public class ResolvedExperimentTests : SpecTests
{
    [Fact]
    public void Every_value_is_written_with_where_it_came_from()
    {
        var overrides = Path.Combine(Fixture.Folder, "overrides.yaml");
        File.WriteAllText(overrides, "seeds: [1, 2]\n");
        File.WriteAllText(
            Fixture.FilePath,
            SpecFixture.Valid + "training: {epochs: 5}\nreport: {title: \"2024: a year\"}\nmatrix: {lora: {over: {lora.rank: [8]}}}\n");
        var text = ExperimentSpecReader.Read(Fixture.FilePath, ["training.batch_size=16"], overrides).Resolved!.Write();
        var golden = Path.Combine(SpecFixture.RepositoryRoot, "tests", "Pipeline.Tasks.Tests", "Spec", "resolved.golden.yaml");
        if (Environment.GetEnvironmentVariable("EMOTUNE_UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, text);
        Assert.Equal(File.ReadAllText(golden), text);
        Assert.DoesNotContain(Fixture.Folder, text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_reads_back_as_the_same_experiment()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(SpecFixture.RepositoryRoot, "experiments"), "*.yaml"))
        {
            var first = ExperimentSpecReader.Read(
                path, ["report.title=\"no: 'quotes' \\\"\"",
                    "runs.lora={lora: {rank_pattern: {'a.*b': 2}, target_modules: [\"1\", yes]}}"], null);
            File.WriteAllText(Fixture.FilePath, first.Resolved!.Write());
            var second = ExperimentSpecReader.Read(Fixture.FilePath, [], null);
            Assert.Empty(second.Problems);
            Assert.Equal(Flat(first.Spec!), Flat(second.Spec!));
        }
    }

    private static IEnumerable<string> Flat(ExperimentSpec spec) => spec.Runs.SelectMany(run => SpecParameters.For(spec, run,
        "name", "data", "backbone", "prediction", "seeds", "calibration", "thresholds", "evaluation", "explanation", "report", "data_card",
        "method", "learning_rate", "lora", "initialize_from", "head", "training").Select(p => $"{run.Name} {p.Key}={p.Value}"));
}
