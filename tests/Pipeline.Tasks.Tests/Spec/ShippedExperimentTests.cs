using Emotune.Metrics;
using Emotune.Model.Losses;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

public class ShippedExperimentTests : SpecTests
{
    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Path.Combine(SpecFixture.RepositoryRoot, "experiments"), "*.yaml").Select(p => Path.GetFileName(p))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_experiment_of_the_repository_is_valid(string file)
    {
        var path = Path.Combine(SpecFixture.RepositoryRoot, "experiments", file);
        var reading = ExperimentSpecReader.Read(path, [], null);
        Assert.Empty(reading.Problems.Select(p => $"{p.At} {p.Code} {p.Message}"));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), reading.Spec!.Name);
        Assert.StartsWith("# yaml-language-server: $schema=experiment.schema.json\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_those_that_the_contract_writes_out()
    {
        var shortened = Fixture.Spec(SpecFixture.Valid);
        var written = Fixture.Spec(SpecFixture.Valid + """
            head: {pooling: mean, learning_rate_multiplier: 10}
            training: {epochs: 3, batch_size: 32, weight_decay: 0.01, warmup_ratio: 0.1, max_gradient_norm: 1.0,
              schedule: linear, early_stopping: {metric: macro_average_precision, patience: 2},
              precision: float32, threads: 2, group_by_length: true}
            prediction: {precision: float32}
            calibration: {method: temperature, scope: per_label}
            thresholds: {strategy: per_label_f1}
            evaluation: {bins: 15, bootstrap: {resamples: 1000, confidence: 0.95}}
            explanation: {method: partition_shapley, comments: 10}

            """);
        string[] keys = ["head", "training", "prediction", "calibration", "thresholds", "evaluation", "explanation"];
        Assert.Equal(SpecParameters.For(written, written.Runs[0], keys), SpecParameters.For(shortened, shortened.Runs[0], keys));
    }

    [Fact]
    public void GoEmotions_runs_each_method_at_its_own_rate()
    {
        var spec = Read("goemotions");
        Assert.Equal(
            [("full", FineTuningMethod.Full, 3e-4), ("lora", FineTuningMethod.Lora, 1e-3)],
            spec.Runs.Select(r => (r.Name, r.Method, r.LearningRate)));
        Assert.Empty(spec.Data.Clean);
    }

    [Theory]
    [InlineData("goemotions-distilbert")]
    [InlineData("goemotions-roberta")]
    public void The_studys_own_run_stands_beside_the_projects(string name)
    {
        var spec = Read(name);
        Assert.Equal(["full", "lora", "lora-as-published"], spec.Runs.Select(r => r.Name));
        Assert.Equal(5e-5, spec.Runs[0].LearningRate);
        Assert.Equal(5e-5, spec.Runs[2].LearningRate);
        Assert.True(spec.Runs[1].LearningRate >= 4e-4);
        Assert.All(
            spec.Runs, r =>
                Assert.Equal((HeadPooling.FirstToken, ValidationMetric.MicroF1), (r.Head.Pooling, r.Training.EarlyStopping!.Metric)));
    }

    [Fact]
    public void The_study_gives_both_methods_the_same_budget()
    {
        var spec = Read("goemotions-study");
        var budgets = spec.Runs.GroupBy(r => r.Method)
            .Select(g => (Runs: g.Count(), Epochs: g.Sum(r => r.Training.Epochs), Rates: g.Select(r => r.LearningRate).Distinct().Count()));
        Assert.Equal([(3, 9, 3), (3, 9, 3)], budgets);
        Assert.Equal((ValidationMetric.MacroAveragePrecision, 3), (spec.Comparison.Search, spec.Seeds.Count));
    }

    [Fact]
    public void An_ablation_changes_one_ingredient()
    {
        var spec = Read("goemotions-ablations");
        foreach (var run in spec.Runs)
        {
            var plain = run.Name.Split('-')[0];
            string[] changed = [
                .. Flat(run).Except(Flat(spec.Runs.Single(r => r.Name == plain)))
                    .Select(
                        p => p.Key == "learning_rate" || !p.Key.StartsWith("training.loss.", StringComparison.Ordinal)
                            ? p.Key
                            : "training.loss").Distinct()];
            string[] expected = run.Name == plain
                ? []
                : run.Name == "lora-plus" ? ["learning_rate", "lora.loraplus_lr_ratio"] : [changed[0]];
            Assert.Equal(expected, changed);
        }

        Assert.Equal(Enum.GetValues<LossKind>(), spec.Runs.Select(r => r.Training.Loss.Function).Distinct().Order());
        Assert.Equal(Enum.GetValues<ScheduleKind>(), spec.Runs.Select(r => r.Training.Schedule).Distinct().Order());
        Assert.Contains(spec.Runs, r => r.Training.EmaDecay > 0);
        Assert.Contains(spec.Runs, r => r.Training.LayerDecay < 1);
        Assert.Contains(spec.Runs, r => r.Training.Loss.LabelSmoothing > 0);

        IEnumerable<KeyValuePair<string, string>> Flat(RunSpec run) =>
            SpecParameters.For(spec, run, "method", "learning_rate", "lora", "initialize_from", "head", "training");
    }

    [Fact]
    public void The_pretrained_ablation_has_the_plain_runs_and_nothing_else_differs()
    {
        (var pretrained, var plain) = (Read("goemotions-ablations-pretrained"), Read("goemotions-ablations"));
        Assert.NotNull(pretrained.Backbone.Pretrain);
        Assert.Equal(pretrained.Backbone.Path, plain.Backbone.Path);
        string[] keys = [
            "data", "prediction", "seeds", "calibration", "thresholds", "evaluation", "explanation", "method", "learning_rate", "lora",
            "head", "training"];
        Assert.Equal(["full", "lora"], pretrained.Runs.Select(r => r.Name));
        foreach (var run in pretrained.Runs)
        {
            Assert.Equal(
                SpecParameters.For(plain, plain.Runs.Single(r => r.Name == run.Name), keys), SpecParameters.For(pretrained, run, keys));
        }
    }

    [Fact]
    public void No_text_that_a_slip_of_the_hand_makes_of_one_ends_in_a_stack_trace()
    {
        var text = File.ReadAllText(Path.Combine(SpecFixture.RepositoryRoot, "experiments", "goemotions.yaml"));
        const string Slips = "{}[]:,&*!|>'\"%@`?-# \n\t0e~\\";
        var random = new Random(1);
        for (var i = 0; i < 250; i++)
        {
            var slipped = text.ToCharArray();
            for (var n = random.Next(1, 4); n > 0; n--)
                slipped[random.Next(slipped.Length)] = Slips[random.Next(Slips.Length)];
            File.WriteAllText(Fixture.FilePath, new string(slipped));
            var (spec, problems) = ExperimentSpecReader.Read(Fixture.FilePath, [], null);
            Assert.Equal(spec is null, problems.Count > 0);
            Assert.All(problems, p => Assert.True(p.At!.Line >= 1 && p.At.Column >= 1, $"{p.At} {p.Message}"));
        }
    }

    private static ExperimentSpec Read(string name) =>
        ExperimentSpecReader.Read(Path.Combine(SpecFixture.RepositoryRoot, "experiments", name + ".yaml"), [], null).Spec!;
}
