using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tests.Spec;

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

    private void Write(string folder, ExperimentSpec spec, params string[] parameters)
    {
        var path = Directory.CreateDirectory(Path.Combine(Fixture.Folder, folder)).FullName;
        var key = new StageKey("Stage", 1, new(new Dictionary<string, string>(SpecParameters.For(spec, spec.Runs[0], parameters))), []);
        File.WriteAllBytes(Path.Combine(path, StageLayout.Manifest), new StageManifest(key, [], []).Serialize());
    }
}
