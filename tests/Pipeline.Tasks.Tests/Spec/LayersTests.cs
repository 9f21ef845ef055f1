using Emotune.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Resolution;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Tests.Spec;

public class LayersTests : SpecTests
{
    [Fact]
    public void A_set_wins_over_the_file_and_over_earlier_sets()
    {
        var spec = Fixture.Spec(
            SpecFixture.Valid + "training: {epochs: 5}\n", "training.epochs=6", "training.epochs=7", "runs.lora.lora.rank=16");
        Assert.Equal(7, spec.Runs[0].Training.Epochs);
        Assert.Equal(16, spec.Runs[1].Lora!.Rank);
    }

    [Fact]
    public void A_set_takes_lists_and_blocks()
    {
        var spec = Fixture.Spec(SpecFixture.Valid, "seeds=[1, 2]", "training.early_stopping=none", "head={pooling: first_token}");
        Assert.Equal([1, 2], spec.Seeds);
        Assert.Null(spec.Runs[0].Training.EarlyStopping);
        Assert.Equal(HeadPooling.FirstToken, spec.Runs[0].Head.Pooling);
        Assert.Equal(10, spec.Runs[0].Head.LearningRateMultiplier);
    }

    [Fact]
    public void A_set_reaches_a_run_whose_name_has_dots()
    {
        var yaml = SpecFixture.Valid.Replace("  full:", "  v1.5:", StringComparison.Ordinal);
        Assert.Equal(0.5, Fixture.Spec(yaml, "runs.v1.5.learning_rate=0.5").Runs[0].LearningRate);
    }

    [Theory]
    [InlineData("training.epochs")]
    [InlineData("=3")]
    [InlineData("training..epochs=3")]
    [InlineData("")]
    public void A_set_without_a_path_and_a_value_is_an_error(string set)
    {
        var problem = Fixture.Single(SpecFixture.Valid, set);
        Assert.Equal("EXP1013(1,1)", SpecFixture.Code(problem));
        Assert.Equal("Set", problem.At!.File);
    }

    [Theory]
    [InlineData("training.epochs=-1", "EXP1005(1,10)")]
    [InlineData("training.epochs=", "EXP1004(1,10)")]
    [InlineData("training.epoch=1", "EXP1001(1,10)")]
    [InlineData("seeds=[1, -1]", "EXP1005(1,11)")]
    [InlineData("seeds=1+-1", "EXP1005(1,9)")]
    [InlineData("seeds=1+x", "EXP1004(1,9)")]
    [InlineData("seeds=[1, 1", "EXP1008(1,12)")]
    [InlineData("training={epochs: 2, epochs: 3}", "EXP1002(1,22)")]
    [InlineData("seeds=&a [1]", "EXP1011(1,7)")]
    public void Problems_of_a_set_are_reported_where_they_stand_in_it(string set, string expected)
    {
        var problem = Fixture.Single(SpecFixture.Valid, set);
        Assert.Equal(("Set", expected), (problem.At!.File, SpecFixture.Code(problem)));
    }

    [Theory]
    [InlineData("seeds=1+2", new long[] { 1, 2 })]
    [InlineData("seeds=7", new long[] { 7 })]
    [InlineData("seeds=[3, 4]", new long[] { 3, 4 })]
    public void The_values_of_a_list_may_be_joined_by_a_plus(string set, long[] seeds) =>
        Assert.Equal(seeds, Fixture.Spec(SpecFixture.Valid, set).Seeds.Select(s => (long)s));

    [Fact]
    public void The_plus_of_an_exponent_joins_nothing()
    {
        var joined = SetList.Of(new ScalarNode("1e+3+2.5e-4", true, new SpecOrigin(SpecLayer.Set, null)));
        Assert.Equal(["1e+3", "2.5e-4"], joined.Items.Select(i => ((ScalarNode)i).Text));
    }

    [Fact]
    public void An_overrides_file_is_merged_block_by_block_below_sets()
    {
        var overrides = Write("training: {epochs: 9, batch_size: 8}\nruns: {lora: {lora: {alpha: 2}}}\nseeds: [7]\n");
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid + "training: {batch_size: 4, threads: 1}\n");
        var spec = ExperimentSpecReader.Read(Fixture.FilePath, ["training.epochs=1"], overrides).Spec!;
        var training = spec.Runs[0].Training;
        Assert.Equal((1, 8, 1), (training.Epochs, training.BatchSize, training.Threads));
        Assert.Equal((4, 2), (spec.Runs[1].Lora!.Rank, spec.Runs[1].Lora!.Alpha));
        Assert.Equal([7], spec.Seeds);
    }

    [Fact]
    public void Problems_of_an_overrides_file_are_reported_there()
    {
        var overrides = Write("\ntraining: {epochs: x}\n");
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid + "unknown: 1\n");
        var problems = ExperimentSpecReader.Read(Fixture.FilePath, [], overrides).Problems;
        Assert.Equal(
            [(Fixture.FilePath, "EXP1001(12,1)"), (overrides, "EXP1004(2,12)")], problems.Select(p => (p.At!.File, SpecFixture.Code(p))));
    }

    [Fact]
    public void An_overrides_file_that_is_not_there_is_an_error()
    {
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid);
        Assert.Equal(
            "EXP1010",
            Assert.Single(ExperimentSpecReader.Read(Fixture.FilePath, [], Path.Combine(Fixture.Folder, "absent")).Problems).Code);
    }

    [Fact]
    public void A_run_changes_head_and_training_for_itself_alone()
    {
        var yaml = SpecFixture.Valid.Replace(
            "{method: full,", "{head: {pooling: first_token}, training: {epochs: 9, early_stopping: {patience: 5}}, method: full,",
            StringComparison.Ordinal)
            + "training: {batch_size: 4, early_stopping: {metric: loss}}\n";
        var spec = Fixture.Spec(yaml);
        Assert.Equal((9, 4), (spec.Runs[0].Training.Epochs, spec.Runs[0].Training.BatchSize));
        Assert.Equal(new EarlyStopping(ValidationMetric.Loss, 5), spec.Runs[0].Training.EarlyStopping);
        Assert.Equal(HeadPooling.FirstToken, spec.Runs[0].Head.Pooling);
        Assert.Equal((3, 4), (spec.Runs[1].Training.Epochs, spec.Runs[1].Training.BatchSize));
        Assert.Equal(new EarlyStopping(ValidationMetric.Loss, 2), spec.Runs[1].Training.EarlyStopping);
        Assert.Equal(HeadPooling.Mean, spec.Runs[1].Head.Pooling);
    }

    private string Write(string text)
    {
        var path = Path.Combine(Fixture.Folder, "overrides.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
