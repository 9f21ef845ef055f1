using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tests.Spec;

namespace Emotune.Pipeline.Tests.Plan;

public sealed class ExtraSetPlanTests : SpecTests
{
    private const string Sets = "evaluation:\n  extra_sets:\n    tickets: {file: test.tsv, map: {happy: joy}}\n";

    [Fact]
    public void A_set_adds_stages_and_changes_no_other_but_the_report()
    {
        var without = Plan(SpecFixture.Valid).Stages;
        var with = Plan(SpecFixture.Valid + Sets).Stages;
        Assert.Equal(
            ["Prepare tickets", "full/42 Predict tickets", "lora/42 Predict tickets", "full/42 Evaluate tickets",
                "lora/42 Evaluate tickets"],
            with.Where(s => s.ExtraSet is not null).Select(s => s.Title));
        foreach (var (before, after) in without.Zip(with.Where(s => s.ExtraSet is null)).SkipLast(1))
        {
            Assert.Equal(before.Folder, after.Folder);
            Assert.Equal(before.Parameters, after.Parameters);
            Assert.Equal(before.Inputs, after.Inputs);
        }
    }

    [Fact]
    public void Its_stages_read_the_set_and_what_the_run_came_to()
    {
        var stages = Plan(SpecFixture.Valid + Sets).Stages.Where(s => s.ExtraSet is not null)
            .ToDictionary(s => s.Title, s => s.Inputs.Select(i => i.Name).ToList());
        Assert.Equal(
            ["evaluation.extra_sets.tickets.file", "evaluation.extra_sets.tickets.labels", "data.labels"], stages["Prepare tickets"]);
        Assert.Equal(
            ["runs/full/42/train/config.json", "runs/full/42/train/model.safetensors", "runs/full/42/train/head.json",
                "runs/full/42/train/head.safetensors", "data/label_map.json", "extra_sets/tickets/rows.parquet"],
            stages["full/42 Predict tickets"]);
        Assert.Equal(
            [
                "runs/full/42/predict/test.parquet", "runs/full/42/predict/validation.parquet", "runs/full/42/calibrate/calibration.json",
                "runs/full/42/calibrate/thresholds.json",
                "data/label_map.json", "extra_sets/tickets/rows.parquet", "extra_sets/tickets/extra_set.json",
                "runs/full/42/extra_sets/tickets/predict/logits.parquet",
            ],
            stages["full/42 Evaluate tickets"]);
    }

    [Fact]
    public void Without_a_labels_file_the_training_rows_name_the_labels()
    {
        var prepare = Plan(SpecFixture.ValidCsv + Sets).Stages.Single(s => s.Title == "Prepare tickets");
        Assert.Equal(["evaluation.extra_sets.tickets.file", "data.train"], prepare.Inputs.Select(i => i.Name));
        Assert.Equal("csv", prepare.Parameters["data.format"]);
        Assert.Equal("[\"joy\"]", prepare.Parameters["map.happy"]);
    }

    [Fact]
    public void No_run_is_taken_for_a_set()
    {
        var stages = Plan(
            SpecFixture.Valid.Replace("  lora:", "  full-42-extra_sets-x:", StringComparison.Ordinal)
                + Sets.Replace("tickets", "x-42", StringComparison.Ordinal)).Stages;
        Assert.Equal(stages.Count, stages.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void The_report_shows_the_sets_of_runs_that_have_a_result()
    {
        var failures = new Dictionary<string, string> { ["runs/full/42"] = "failed" };
        var report = StagePlan.For(Fixture.Spec(SpecFixture.Valid + Sets), Files(SpecFixture.Valid + Sets), null, failures).Stages[^1];
        Assert.Equal(
            ["extra_sets/tickets/extra_set.json", "runs/lora/42/extra_sets/tickets/evaluate/metrics.json"],
            report.Inputs.Select(i => i.Name).Where(n => n.Contains("extra_sets", StringComparison.Ordinal)));
        Assert.Equal("[\"joy\"]", report.Parameters["evaluation.extra_sets.tickets.map.happy"]);
    }

    [Fact]
    public void The_report_has_the_sets_in_their_order_and_no_other_stage_has()
    {
        const string Tickets = "    tickets: {file: test.tsv}\n", Reviews = "    reviews: {file: dev.tsv}\n";
        var one = Plan(SpecFixture.Valid + "evaluation:\n  extra_sets:\n" + Tickets + Reviews).Stages;
        var other = Plan(SpecFixture.Valid + "evaluation:\n  extra_sets:\n" + Reviews + Tickets).Stages.ToDictionary(s => s.Title);
        Assert.All(one.SkipLast(1), stage => Assert.Equal(stage.Parameters, other[stage.Title].Parameters));
        Assert.Equal("tickets, reviews", one[^1].Parameters["evaluation.extra_sets"]);
        Assert.Equal("reviews, tickets", other["Report"].Parameters["evaluation.extra_sets"]);
    }

    private StagePlan Plan(string yaml) => StagePlan.For(Fixture.Spec(yaml), Files(yaml));

    private ExperimentFiles Files(string yaml) => ExperimentFiles.Find(Fixture.Read(yaml).Paths!);
}
