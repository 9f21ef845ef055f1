using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class ComparePlanTests : SpecTests
{
    private static readonly ExperimentFiles Files = new([], [], [], new Dictionary<string, IReadOnlyList<NamedFile>>());

    [Fact]
    public void It_reads_what_all_runs_came_to_and_no_cost()
    {
        var compare = Compare(SpecFixture.Valid + "seeds: [1, 2]\n");
        var names = compare.Inputs.Select(i => i.Name).ToList();
        foreach (var run in new[] { "full/1", "full/2", "lora/1", "lora/2" })
        {
            foreach (var file in new[] { "predict/test.parquet", "calibrate/calibration.json", "calibrate/thresholds.json",
                "evaluate/metrics.json", "train/parameters.json" })
            {
                Assert.Contains($"runs/{run}/{file}", names);
            }
        }
        Assert.Contains("runs/lora/1/train/adapter_model.safetensors", names);
        Assert.DoesNotContain(
            names, n => n.EndsWith("cost.json", StringComparison.Ordinal)
                || n.Contains("explain", StringComparison.Ordinal)
                || n.EndsWith("predict/validation.parquet", StringComparison.Ordinal));
        Assert.DoesNotContain(compare.Parameters.Keys, k => k.Contains("learning_rate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_search_reads_validation_and_what_it_lists_of_the_candidates()
    {
        var compare = Compare(SpecFixture.Valid + "comparison: {search: loss}\n");
        Assert.Contains(compare.Inputs, i => i.Name == "runs/lora/42/predict/validation.parquet");
        Assert.Equal(("0.0002", "3"), (compare.Parameters["runs.full.learning_rate"], compare.Parameters["runs.full.training.epochs"]));
    }

    [Fact]
    public void A_run_that_failed_is_left_out()
    {
        var compare = Compare(SpecFixture.Valid, new Dictionary<string, string> { ["runs/full/42"] = "failed" });
        Assert.DoesNotContain(compare.Inputs, i => i.Name.StartsWith("runs/full", StringComparison.Ordinal));
        Assert.Equal("lora (Lora)", compare.Parameters["runs"]);
    }

    [Fact]
    public void It_stands_before_the_plots_which_read_it()
    {
        var plan = StagePlan.For(Fixture.Spec(SpecFixture.Valid), Files);
        var later = plan.Stages.SkipWhile(s => s.Kind != StageKind.Compare).Where(s => s.Kind is StageKind.Plot or StageKind.Report);
        Assert.Equal([StageKind.Plot, StageKind.Report], later.Select(s => s.Kind));
        Assert.All(later, s => Assert.Contains(s.Inputs, i => i.Name == "compare/comparison.json"));
    }

    private StageNode Compare(string yaml, IReadOnlyDictionary<string, string>? failures = null) =>
        StagePlan.For(Fixture.Spec(yaml), Files, null, failures).Of(StageKind.Compare).Single();
}
