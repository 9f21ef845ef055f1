using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class AgreePlanTests : SpecTests
{
    private static readonly ExperimentFiles Files = new([], [], [], new Dictionary<string, IReadOnlyList<NamedFile>>());

    [Fact]
    public void It_reads_the_explanations_of_all_runs_and_which_runs_are_compared()
    {
        var agree = Plan().Of(StageKind.Agree).Single();
        Assert.Equal(
            [
                "data/label_map.json", "compare/comparison.json", "runs/full/42/explain/attributions.json",
                "runs/lora/42/explain/attributions.json",
            ],
            agree.Inputs.Select(i => i.Name));
        Assert.Equal(
            ["comparison.resamples", "evaluation.bootstrap.confidence", "evaluation.bootstrap.seed", "runs"],
            agree.Parameters.Keys.Order());
    }

    [Fact]
    public void Only_it_and_the_whole_report_wait_for_explanations()
    {
        var plan = Plan();
        var after = plan.Stages.SkipWhile(s => s.Kind != StageKind.Explain).Select(s => s.Kind).Distinct();
        Assert.Equal([StageKind.Explain, StageKind.Agree, StageKind.Report], after);
        Assert.Equal(
            [StageKind.Agree, StageKind.Report],
            plan.Stages.Where(s => s.Inputs.Any(IsExplanation)).Select(s => s.Kind));
    }

    [Fact]
    public void The_report_without_explanations_has_the_place_of_the_whole_one_and_all_its_other_inputs()
    {
        var plan = Plan();
        var (whole, figures) = (plan.Of(StageKind.Report).Single(), plan.FiguresReport);
        Assert.Equal(whole.Folder, figures.Folder);
        Assert.Equal(whole.Inputs.Where(i => !IsExplanation(i)), figures.Inputs);
        Assert.Equal("Report without explanations", figures.Title);
        Assert.Same(figures, plan.Titled(figures.Title));
        Assert.Same(whole, plan.Titled("Report"));
    }

    private static bool IsExplanation(StageInput input) =>
        input.Name.StartsWith("agreement/", StringComparison.Ordinal) || input.Name.Contains("/explain/", StringComparison.Ordinal);

    private StagePlan Plan() => StagePlan.For(Fixture.Spec(SpecFixture.Valid), Files);
}
