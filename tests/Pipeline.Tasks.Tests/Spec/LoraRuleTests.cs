using Emotune.Diagnostics;

namespace Emotune.Pipeline.Tests.Spec;

public class LoraRuleTests : SpecTests
{
    private const string Encoder = """
        {"model_type": "bert", "vocab_size": 30, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3,
         "intermediate_size": 20, "max_position_embeddings": 16, "type_vocab_size": 2}
        """;

    public LoraRuleTests() => File.WriteAllText(Path.Combine(Fixture.Folder, "encoder/config.json"), Encoder);

    [Theory]
    [InlineData("modules_to_save: [poolr]", "EXP1027(11,54)", "'runs.lora.lora.modules_to_save' has 'poolr'", "Valid names: ")]
    [InlineData("modules_to_save: [pooler]", "EXP1027(11,54)", "because the head of 'mean' pooling does not use it", "")]
    [InlineData("exclude_modules: [nothing]", "EXP1027(11,54)", "'runs.lora.lora.exclude_modules' has 'nothing'", "query, key, value")]
    [InlineData("rank_pattern: {vlaue: 2}", "EXP1027(11,69)", "'runs.lora.lora.rank_pattern' has 'vlaue'", "Did you mean 'value'?")]
    [InlineData("alpha_pattern: {vlaue: 2}", "EXP1027(11,70)", "'runs.lora.lora.alpha_pattern' has 'vlaue'", "Did you mean 'value'?")]
    [InlineData("target_modules: [query, classifier]", "EXP1028(11,54)", "has 'classifier', which has no effect", "always trained whole")]
    [InlineData("target_modules: [query, word_embeddings]", "EXP4108(11,54)", "runs.lora: lora.target_modules matches", "")]
    [InlineData("modules_to_save: [layer.0.output.dense]", "EXP1028(11,54)", "target_modules names it too", "")]
    [InlineData("layers_to_transform: [1, 2]", "EXP1029(11,54)", "has the layer 2", "Valid are whole numbers from 0 to 1.")]
    [InlineData("layers_to_transform: [2]", "EXP4105(11,54)", "runs.lora: lora.target_modules (query,", "layers_to_transform (2)")]
    [InlineData("exclude_modules: '.*'", "EXP4105(11,54)", "runs.lora: lora.target_modules (query,", "exclude_modules (.*)")]
    [InlineData("target_modules: '.*quer'", "EXP4105(11,54)", "runs.lora: lora.target_modules (.*quer)", "matches none")]
    public void A_name_that_does_nothing_is_an_error_at_its_key(string line, string place, string start, string rest)
    {
        var problem = Fixture.Single(With(line));
        Assert.Equal(place, SpecFixture.Code(problem));
        Assert.Contains(start, problem.Message, StringComparison.Ordinal);
        Assert.Contains(rest, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_near_a_module_is_told_it() =>
        Assert.Contains(
            "Did you mean 'pooler'?", Fixture.Single(With("modules_to_save: [poolr]"), "head.pooling=first_token").Message,
            StringComparison.Ordinal);

    [Fact]
    public void All_of_them_come_at_once() =>
        Assert.Equal(
            ["EXP1027(11,54)", "EXP1027(11,82)", "EXP1027(11,125)"],
            Fixture.Codes(With("modules_to_save: [poolr],   exclude_modules: [nothing], rank_pattern: {vlaue: 2}")));

    [Theory]
    [InlineData("modules_to_save: [pooler]", "head.pooling=first_token")]
    [InlineData("rank_pattern: {value: 2}, modules_to_save: [classifier]")]
    [InlineData("exclude_modules: [value]", "runs.lora.lora.target_modules=[query]")]
    [InlineData("modules_to_save: [poolr]", "runs.lora.initialize_from=encoder")]
    public void What_does_something_or_is_not_asked_is_no_error(string line, params string[] sets) => Fixture.Spec(With(line), sets);

    [Fact]
    public void A_name_that_the_file_itself_makes_idle_is_an_error() =>
        Assert.Equal(["EXP1028(11,77)"], Fixture.Codes(With("target_modules: [key], exclude_modules: [value]")));

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"model_type\": \"gpt2\"}")]
    public void An_encoder_that_cannot_be_read_is_left_to_its_stage(string? config)
    {
        var file = Path.Combine(Fixture.Folder, "encoder/config.json");
        if (config is null)
            File.Delete(file);
        else
            File.WriteAllText(file, config);
        Fixture.Spec(With("modules_to_save: [poolr]"));
    }

    [Fact]
    public void Every_run_of_a_matrix_is_named_where_it_leaves_no_target()
    {
        var yaml = SpecFixture.Valid + "matrix: {lora: {over: {lora.layers_to_transform: [[0], [5], [6]]}}}\n";
        Assert.Equal(
            ["runs.lora-5: ", "runs.lora-6: "], Fixture.Read(yaml).Problems.Select(p => p.Message[..13]));
    }

    [Theory]
    [InlineData("target_modules: '(?<x>.*)query'", "EXP1018(11,54)")]
    [InlineData("exclude_modules: '\\p{L}+'", "EXP1018(11,54)")]
    [InlineData("rank_pattern: {'\\equery': 2}", "EXP1018(11,69)")]
    [InlineData("alpha_pattern: {\"(?'x'query)\": 2}", "EXP1018(11,70)")]
    public void An_expression_that_python_does_not_know_is_an_error_at_its_key(string line, string place)
    {
        var problem = Fixture.Single(With(line));
        Assert.Equal(place, SpecFixture.Code(problem));
        Assert.Contains("Python does not know ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_lora_block_are_checked_once()
    {
        var rates = string.Join(", ", Enumerable.Range(1, 20).Select(rate => $"{rate}.0e-4"));
        var yaml = With("target_modules: '(([a-z._0-9])+)+!'") + $"matrix: {{lora: {{over: {{learning_rate: [{rates}]}}}}}}\n";
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var problems = Fixture.Read(yaml).Problems;
        // A check gives up after a second.
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        Assert.Equal(20, problems.Count(problem => problem.Code == "EXP4116"));
    }

    [Fact]
    public void A_models_problem_is_placed_at_the_key_that_decides_it()
    {
        var places = Fixture.Read(
            SpecFixture.Valid.Replace("labels.txt\n", "labels.txt\n  max_length: 8\n", StringComparison.Ordinal)).Paths!.Places;
        Diagnostic Of(DiagnosticKind kind) => places.Place(kind.Given("", "", "", ""), "lora");
        Assert.Equal((12, 3), (Of(Problems.FreshWeightsFrozen).At!.Line, Of(Problems.FreshWeightsFrozen).At!.Column));
        Assert.Equal(8, Of(Problems.SequenceTooLong).At!.Line);
        Assert.Equal(9, Of(Problems.WeightsMissing).At!.Line);
        Assert.Equal(9, places.Place(Problems.FreshWeightsFrozen.Given(""), null).At!.Line);
        Assert.Equal("there", places.Place(Problems.WeightsMissing.In("there", 1, "a"), "lora").At!.File);
        Assert.Null(Of(Problems.StageBroke).At);
    }

    [Fact]
    public void Without_a_length_in_the_file_the_run_is_the_place() =>
        Assert.Equal(
            11, Fixture.Read(SpecFixture.Valid).Paths!.Places.Place(Problems.SequenceTooLong.Given(1, 2), "lora").At!.Line);

    private static string With(string line) => SpecFixture.Valid.Replace("rank: 4", line, StringComparison.Ordinal);
}
