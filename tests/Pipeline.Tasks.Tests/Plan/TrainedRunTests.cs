using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tests.Spec;
using Emotune.Texts;

namespace Emotune.Pipeline.Tests.Plan;

/// <summary>A program that uses a run learns from the manifests what the experiment's file says.</summary>
public sealed class TrainedRunTests : SpecTests
{
    [Theory]
    [InlineData("[]", NumericPrecision.Float32)]
    [InlineData("[urls]", NumericPrecision.Bfloat16, CleaningStep.Urls)]
    [InlineData("[usernames]", NumericPrecision.Float32, CleaningStep.Usernames)]
    [InlineData("[whitespace, urls]", NumericPrecision.Float32, CleaningStep.Urls, CleaningStep.Whitespace)]
    public void The_model_reads_the_manifests_that_the_plan_writes(string clean, NumericPrecision numbers, params CleaningStep[] steps)
    {
        var spec = Fixture.Spec(
            SpecFixture.Valid, $"data.clean={clean}", "data.max_length=48",
            $"prediction={{precision: {numbers.ToString().ToLowerInvariant()}, batch_tokens: 96}}");
        Write("data", spec, "data.clean", "data.max_length");
        Write("runs/full/42/train", spec, "head");
        Write("runs/full/42/predict", spec, "prediction");
        Write("runs/full/42/calibrate", spec, "calibration");

        var run = TrainedRun.Open(Fixture.Folder, "full", 42, backbone: null);

        Assert.Equal(steps, run.Clean.Order());
        Assert.Equal(48, run.MaxLength);
        Assert.Equal(new Inference(3, numbers, 96), run.Inference(threads: 3));
    }

    [Theory]
    [InlineData("data.max_length", "0")]
    [InlineData("data.max_length", "99999999999")]
    [InlineData("data.clean", "[\"9\"]")]
    [InlineData("data.clean", "[null]")]
    [InlineData("data.clean", "urls")]
    [InlineData("prediction.precision", "7")]
    [InlineData("prediction.batch_tokens", "-1")]
    public void EXP4033_a_setting_out_of_its_range_is_refused(string name, string value)
    {
        var settings = new Dictionary<string, string>
        {
            ["data.max_length"] = "48",
            ["data.clean"] = "[]",
            ["prediction.precision"] = "float32",
            ["prediction.batch_tokens"] = "96",
            [name] = value,
        };
        foreach (var folder in new[] { "data", "runs/full/42/train", "runs/full/42/predict", "runs/full/42/calibrate" })
            Write(folder, settings);
        var run = TrainedRun.Open(Fixture.Folder, "full", 42, backbone: null);

        var refused = Assert.Throws<DiagnosticException>(() => (run.MaxLength, run.Clean, run.Inference(threads: 1)));
        Assert.Equal("EXP4033", Assert.Single(refused.Diagnostics).Code);
    }

    private void Write(string folder, ExperimentSpec spec, params string[] parameters) =>
        Write(folder, new Dictionary<string, string>(SpecParameters.For(spec, spec.Runs[0], parameters)));

    private void Write(string folder, Dictionary<string, string> parameters)
    {
        var path = Directory.CreateDirectory(Path.Combine(Fixture.Folder, folder)).FullName;
        var key = new StageKey("Stage", 1, new(parameters), []);
        File.WriteAllBytes(Path.Combine(path, StageLayout.Manifest), new StageManifest(key, [], []).Serialize());
    }
}
