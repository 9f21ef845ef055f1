using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Training;

namespace Emotune.Model.Tests.Library;

[Collection(LibtorchSettings.Name)]
public sealed class TextClassifierTests
{
    private static readonly ClassifierOptions Options = new() { MaxLength = 8, Clean = [], Threads = 1 };

    [Fact]
    public void A_run_has_its_calibration_and_its_thresholds()
    {
        using var run = new FinishedRun();
        using var calibrated = run.Load();
        using var plain = TextClassifier.LoadModel(run.Trained, Options);
        var calibration = Json.Read<CalibrationResult>(Path.Combine(run.At("calibrate"), StageLayout.Calibrate.Calibration));
        var thresholds = Json.Read<DecisionThresholds>(Path.Combine(run.At("calibrate"), StageLayout.Calibrate.Thresholds));
        var (with, without) = (calibrated.Classify("a b"), plain.Classify("a b"));
        Assert.Equal(["joy", "anger"], calibrated.Labels);
        for (var label = 0; label < 2; label++)
        {
            var name = calibrated.Labels[label];
            var expected = calibration.Labels[label].Map.Probability(Logistic.Logit(without.Probabilities[name]));
            Assert.Equal(expected, with.Probabilities[name], 1e-9);
            Assert.Equal(expected >= thresholds.Labels[label], with.Labels.Any(l => l.Label == name));
            Assert.Equal(without.Probabilities[name] >= 0.5, without.Labels.Any(l => l.Label == name));
        }
    }

    [Fact]
    public void Texts_are_cleaned_and_cut_as_the_manifests_say()
    {
        using var run = new FinishedRun();
        using var classifier = run.Load();
        using var plain = TextClassifier.LoadModel(run.Trained, Options with { MaxLength = 16 });
        var first = string.Join(' ', Enumerable.Repeat("a", 6));
        Assert.Equal(
            classifier.Classify("a [url]").Probabilities, classifier.Classify(" a  https://example.org/a ").Probabilities);
        Assert.Equal(classifier.Classify(first).Probabilities, classifier.Classify(first + " b b").Probabilities);
        Assert.NotEqual(plain.Classify(first).Probabilities, plain.Classify(first + " b b").Probabilities);
    }

    [Fact]
    public void An_adapter_is_loaded_over_the_backbone_it_was_trained_over_and_no_other()
    {
        using var run = new FinishedRun(adapter: true);
        Assert.Equal("EXP4113", Problem.CodeOf(() => run.Load()));
        using (var classifier = run.Load(run.Backbone))
            Assert.Equal(2, classifier.Classify("a").Probabilities.Count);
        using (var plain = TextClassifier.LoadModel(run.Trained, Options, run.Backbone))
            Assert.Equal(2, plain.Classify("a").Probabilities.Count);
        using (var other = new FileStream(Path.Combine(run.Backbone, "model.safetensors"), FileMode.Open))
        {
            other.Seek(-1, SeekOrigin.End);
            other.WriteByte(1);
        }
        var problem = Problem.Of(() => run.Load(run.Backbone));
        Assert.Equal("EXP4117", problem.Code);
        Assert.EndsWith("backbone/model.safetensors", problem.At?.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_not_finished_is_told_with_those_that_are()
    {
        using var run = new FinishedRun();
        var problem = Problem.Of(() => TextClassifier.Load(run.Root, "small", 8));
        Assert.Equal("EXP2015", problem.Code);
        Assert.Contains("no finished run 'small' with seed 8. Finished runs: small/7.", problem.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Finished runs: none.", Problem.Of(() => TextClassifier.Load(run.Backbone, "small", 7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_over_data_that_were_prepared_anew_is_refused()
    {
        using var run = new FinishedRun();
        run.Write("data/label_map.json", "{\"labels\":[\"anger\",\"joy\"]}");
        run.Manifest("data");
        var problem = Problem.Of(() => run.Load());
        Assert.Equal("EXP2016", problem.Code);
        Assert.Contains("The file 'data/label_map.json' is not the one", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "data.max_length", null, "EXP4032")]
    [InlineData("data", "data.max_length", "many", "EXP4033")]
    [InlineData("data", "data.clean", "[\"commas\"]", "EXP4033")]
    [InlineData("data", "data.clean", "urls", "EXP4033")]
    [InlineData(FinishedRun.Run + "/predict", "prediction.precision", "float8", "EXP4033")]
    [InlineData("data", "data.max_length", "17", "EXP4114")]
    public void A_setting_that_a_manifest_does_not_give_is_told(string folder, string name, string? value, string code)
    {
        using var run = new FinishedRun();
        run.Settings[folder].Remove(name);
        if (value is not null)
            run.Settings[folder].Add(name, value);
        run.WriteManifests();
        Assert.Equal(code, Problem.CodeOf(() => run.Load()));
    }

    [Fact]
    public void What_a_program_does_wrong_is_an_argument_exception()
    {
        using var run = new FinishedRun();
        Assert.Throws<ArgumentException>(() => TextClassifier.Load("", "small", 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextClassifier.Load(run.Root, "small", 7, threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextClassifier.LoadModel(run.Trained, Options with { MaxLength = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TextClassifier.LoadModel(run.Trained, Options with { Threads = -1 }));
        using var classifier = run.Load();
        Assert.Throws<ArgumentException>(() => classifier.Classify(["a", null!]));
        Assert.Throws<ArgumentNullException>(() => classifier.Classify((IReadOnlyList<string>)null!));
        Assert.Empty(classifier.Classify([]));
    }

    [Fact]
    public void A_classifier_is_cancelled_disposed_of_twice_and_then_used_no_more()
    {
        using var run = new FinishedRun();
        using var classifier = run.Load();
        Assert.ThrowsAny<OperationCanceledException>(() => classifier.Classify("a", new CancellationToken(canceled: true)));
        classifier.Dispose();
        classifier.Dispose();
        Assert.Throws<ObjectDisposedException>(() => classifier.Classify("a"));
    }

    [Fact]
    public void Threads_share_a_classifier()
    {
        using var run = new FinishedRun();
        using var classifier = run.Load();
        var expected = classifier.Classify(["a", "b a"]).Select(c => c.ToJson()).ToList();
        Parallel.For(0, 20, _ => Assert.Equal(expected, classifier.Classify(["a", "b a"]).Select(c => c.ToJson())));
    }

    [Fact]
    public void A_classification_is_a_line_of_JSON() => Assert.Equal(
        """{"text":"a","labels":[{"label":"joy","probability":0.75}],"probabilities":{"joy":0.75,"anger":0.25}"""
            + ""","thresholds":{"joy":0.5,"anger":0.5},"decision":{"joy":true,"anger":false}}""",
        new Classification("a", [new ClassifiedLabel("joy", 0.75)], new Dictionary<string, double> { ["joy"] = 0.75, ["anger"] = 0.25 })
        {
            Thresholds = new Dictionary<string, double> { ["joy"] = 0.5, ["anger"] = 0.5 },
        }.ToJson());
}
