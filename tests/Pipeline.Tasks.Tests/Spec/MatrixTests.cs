namespace Emotune.Pipeline.Tests.Spec;

public class MatrixTests : SpecTests
{
    [Fact]
    public void A_matrix_replaces_its_run_by_all_combinations_named_after_what_differs()
    {
        var spec = Fixture.Spec(With("over: {lora.rank: [4, 8], learning_rate: [1.0e-3, 0.002]}"));
        Assert.Equal(["full", "lora-r4-lr1e-3", "lora-r4-lr2e-3", "lora-r8-lr1e-3", "lora-r8-lr2e-3"], spec.Runs.Select(r => r.Name));
        Assert.Equal([(4, 1e-3), (4, 2e-3), (8, 1e-3), (8, 2e-3)], spec.Runs.Skip(1).Select(r => (r.Lora!.Rank, r.LearningRate)));
        Assert.All(spec.Runs.Skip(1), r => Assert.Equal(16, r.Lora!.Alpha));
    }

    [Fact]
    public void Combinations_are_left_out_and_added()
    {
        var spec = Fixture.Spec(With("""
            over: {lora.rank: [4, 8], learning_rate: [1e-3, 2e-3]}
                exclude: [{lora.rank: 8, learning_rate: 2e-3}]
                include: [{lora.rank: 64, training.epochs: 9}]
            """));
        Assert.Equal(["full", "lora-r4-lr1e-3", "lora-r4-lr2e-3", "lora-r8-lr1e-3", "lora-r64-epochs9"], spec.Runs.Select(r => r.Name));
        Assert.Equal((64, 9, 1e-3), (spec.Runs[^1].Lora!.Rank, spec.Runs[^1].Training.Epochs, spec.Runs[^1].LearningRate));
    }

    [Fact]
    public void Any_key_of_a_run_can_vary()
    {
        var spec = Fixture.Spec(
            With("over: {lora.target_modules: [[query, value], all-linear], head.pooling: [mean], lora.use_dora: [true], lora.dropout: "
                + "[0.05], training.early_stopping: [none]}"));
        Assert.Equal(
            ["lora-query_value-mean-use_dora-true-drop0.05-none", "lora-all-linear-mean-use_dora-true-drop0.05-none"],
            spec.Runs.Skip(1).Select(r => r.Name));
        Assert.Equal(["query", "value"], spec.Runs[1].Lora!.TargetModules.Names);
        Assert.Equal("all-linear", spec.Runs[2].Lora!.TargetModules.Pattern);
        Assert.Null(spec.Runs[2].Training.EarlyStopping);
    }

    [Fact]
    public void A_matrix_brings_what_the_run_itself_lacks()
    {
        var yaml = With("over: {learning_rate: [1e-3, 2e-3]}").Replace("learning_rate: 1.0e-3, ", "", StringComparison.Ordinal);
        Assert.Equal(["full", "lora-lr1e-3", "lora-lr2e-3"], Fixture.Spec(yaml).Runs.Select(r => r.Name));
    }

    [Fact]
    public void A_full_run_of_a_matrix_over_methods_has_no_adapter()
    {
        var spec = Fixture.Spec(With("over: {method: [full, lora]}"));
        Assert.Equal(["full", "lora-full", "lora-lora"], spec.Runs.Select(r => r.Name));
        Assert.Null(spec.Runs[1].Lora);
        Assert.Equal(4, spec.Runs[2].Lora!.Rank);
    }

    [Theory]
    [InlineData("over: {lora.rnk: [4]}", "EXP1001(14,12)")]
    [InlineData("over: {lora.rank: [4, 0]}", "EXP1005(14,27)")]
    [InlineData("over: {lora.rank: 4}", "EXP1004(14,12)")]
    [InlineData("over: {lora.rank: []}", "EXP1004(14,12)")]
    [InlineData("over: {lora.rank: [4, 4]}", "EXP1020(11,3)")]
    [InlineData("over: {}", "EXP1021(13,3)")]
    [InlineData("over: {lora.rank: [4]}\n    exclude: [{lora.rank: 8}]", "EXP1022(15,15)")]
    [InlineData("over: {lora.rank: [4]}\n    exclude: [{lora.rank: 4}]", "EXP1021(13,3)")]
    [InlineData("over: {lora.target_modules: [[]]}", "EXP1004(14,34)")]
    [InlineData("over: {training.batch_size: [1, 2]}\n    include: [{method: x}]", "EXP1006(15,16)")]
    public void What_a_matrix_cannot_be_is_an_error(string lines, string expected) =>
        Assert.Equal([expected], Fixture.Codes(With(lines)));

    [Fact]
    public void A_matrix_of_a_run_that_is_not_there_is_an_error()
    {
        var problem = Fixture.Single(
            With("over: {lora.rank: [4]}").Replace("matrix:\n  lora:", "matrix:\n  lara:", StringComparison.Ordinal));
        Assert.Equal("EXP1019(13,3)", SpecFixture.Code(problem));
        Assert.Equal("'matrix.lara' varies a run that does not exist. Did you mean 'lora'? Valid runs: full, lora.", problem.Message);
    }

    [Fact]
    public void A_matrix_of_too_many_runs_is_an_error()
    {
        var values = string.Join(", ", Enumerable.Range(1, 40));
        var problem = Fixture.Single(With($"over: {{lora.rank: [{values}], lora.alpha: [{values}]}}"));
        Assert.Equal("'matrix.lora' makes 1600 runs. It must make 1 to 1000 runs.", problem.Message);
    }

    [Fact]
    public void A_fault_that_all_runs_of_a_matrix_share_is_reported_once() =>
        Assert.Equal(
            ["EXP1003(11,3)"],
            Fixture.Codes(With("over: {training.epochs: [1, 2, 3]}").Replace(", lora: {rank: 4}", "", StringComparison.Ordinal)));

    private static string With(string lines) => SpecFixture.Valid + "matrix:\n  lora:\n    " + lines + "\n";
}
