namespace Emotune.Pipeline.Tests.Spec;

public class ProblemsTests : SpecTests
{
    [Fact]
    public void All_problems_are_reported_in_one_go_in_the_files_order()
    {
        var yaml = """
            name: small
            data:
              format: tsv-label-ids
              train: absent.tsv
              validation: dev.tsv
              test: test.tsv
              labels: labels.txt
              max_lenght: 64
            backbone: {path: encoder}
            backbone: {path: encoder}
            runs:
              full: {method: full, learning_rate: -1}

            """;
        Assert.Equal(["EXP1007(4,3)", "EXP1001(8,3)", "EXP1002(10,1)", "EXP1005(12,24)"], Fixture.Codes(yaml));
    }

    [Fact]
    public void An_unknown_key_names_the_nearest_and_the_valid_ones()
    {
        var problem = Fixture.Single(SpecFixture.Valid + "prediction: {batch_token: 100}\n");
        Assert.Equal("EXP1001(12,14)", SpecFixture.Code(problem));
        Assert.Equal(
            "'batch_token' is not a key of 'prediction'. Did you mean 'batch_tokens'? Valid keys: precision, batch_tokens.",
            problem.Message);
    }

    [Fact]
    public void An_unknown_key_that_is_near_nothing_names_the_valid_ones_alone() =>
        Assert.Equal(
            "'zzz' is not a key of 'prediction'. Valid keys: precision, batch_tokens.",
            Fixture.Single(SpecFixture.Valid + "prediction: {zzz: 1}\n").Message);

    [Fact]
    public void Pretraining_needs_a_folder_too() =>
        Assert.Equal(
            ["EXP1003(8,1)"],
            Fixture.Codes(SpecFixture.Valid.Replace("{path: encoder}", "{pretrain: {epochs: 1}}", StringComparison.Ordinal)));

    [Fact]
    public void Missing_keys_are_reported_at_the_block_they_are_missing_from()
    {
        var codes = Fixture.Codes("name: small\ndata: {format: csv}\nbackbone: {path: encoder}\nruns:\n  full: {method: full}\n");
        Assert.Equal(["EXP1003(2,1)", "EXP1003(2,1)", "EXP1003(2,1)", "EXP1003(5,3)"], codes);
    }

    [Fact]
    public void Missing_blocks_are_reported_at_the_files_beginning() =>
        Assert.Equal(["EXP1003(2,1)", "EXP1003(2,1)", "EXP1003(2,1)"], Fixture.Codes("# a comment\nname: small\n"));

    [Fact]
    public void A_missing_key_says_what_it_must_be() =>
        Assert.Equal("'runs.full.learning_rate' is missing. It must be a number above 0, at most 1.",
            Fixture.Single(SpecFixture.Valid.Replace(", learning_rate: 2.0e-4", "", StringComparison.Ordinal)).Message);

    [Theory]
    [InlineData("training: {epochs: -1}", "'training.epochs' is -1, which is out of range. It must be an integer from 0 to 1000.")]
    [InlineData("evaluation: {bootstrap: {confidence: 1}}",
        "'evaluation.bootstrap.confidence' is 1, which is out of range. It must be a number from 0.5, below 1.")]
    [InlineData("seeds: [-1]", "'seeds[0]' is -1, which is out of range. It must be an integer from 0 to 2147483647.")]
    public void A_value_out_of_range_says_what_was_given_and_what_is_valid(string line, string message)
    {
        var problem = Fixture.Single(SpecFixture.Valid + line + "\n");
        Assert.Equal(("EXP1005", message), (problem.Code, problem.Message));
    }

    [Theory]
    [InlineData("training: [1]", "EXP1004(12,1)")]
    [InlineData("training:", "EXP1004(12,1)")]
    [InlineData("seeds: 42", "EXP1004(12,1)")]
    [InlineData("seeds: []", "EXP1004(12,1)")]
    [InlineData("seeds: [a]", "EXP1004(12,9)")]
    [InlineData("seeds: [1, 2, 1]", "EXP1015(12,15)")]
    [InlineData("data_card: {source: [a]}", "EXP1004(12,13)")]
    [InlineData("training: {early_stopping: never}", "EXP1006(12,12)")]
    [InlineData("training: {early_stopping: [none]}", "EXP1004(12,12)")]
    [InlineData("training: {early_stopping: {metric: f1}}", "EXP1006(12,29)")]
    public void A_value_of_the_wrong_type_is_reported_at_its_key(string line, string expected) =>
        Assert.Equal([expected], Fixture.Codes(SpecFixture.Valid + line + "\n"));

    [Fact]
    public void No_runs_are_an_error() =>
        Assert.Equal(["EXP1004(9,1)"], Fixture.Codes(SpecFixture.Valid.Split("runs:")[0] + "runs: {}\n"));

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("dot.")]
    [InlineData("a+b")]
    [InlineData("a b")]
    [InlineData("con")]
    [InlineData("Nul.txt")]
    [InlineData("\"line\\n\"")]
    [InlineData("größe")]
    public void A_name_must_do_for_a_folder(string name)
    {
        Assert.Equal(["EXP1014(1,1)"], Fixture.Codes(SpecFixture.Valid.Replace("name: small", "name: " + name, StringComparison.Ordinal)));
        Assert.Equal(["EXP1014(10,3)"], Fixture.Codes(SpecFixture.Valid.Replace("  full:", $"  {name}:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Runs_whose_names_differ_in_case_alone_collide() =>
        Assert.Equal(["EXP1020(11,3)"], Fixture.Codes(SpecFixture.Valid.Replace("  lora:", "  FULL:", StringComparison.Ordinal)));

    [Theory]
    [InlineData("target_modules: '(query'")]
    [InlineData("exclude_modules: '['")]
    [InlineData("rank_pattern: {'(a': 2}")]
    public void A_pattern_must_be_a_regular_expression(string entry) =>
        Assert.Equal("EXP1018", Fixture.Single(SpecFixture.Valid.Replace("rank: 4", entry, StringComparison.Ordinal)).Code);
}
