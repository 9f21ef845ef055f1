namespace Emotune.Pipeline.Tests.Spec;

public class YamlTrapTests : SpecTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("---\n")]
    [InlineData("~\n")]
    public void An_empty_file_is_an_error(string yaml) => Assert.Equal("EXP1009", Fixture.Single(yaml).Code);

    [Fact]
    public void Text_that_is_not_YAML_is_reported_where_the_parser_stops()
    {
        var problem = Fixture.Single("name: small\ndata: [a, b\nruns: }\n");
        Assert.Equal("EXP1008", problem.Code);
        Assert.Equal(3, problem.At!.Line);
    }

    [Fact]
    public void A_tab_for_indentation_is_reported_as_the_parser_says() =>
        Assert.Equal("EXP1008", Fixture.Single("name: small\ndata:\n\tformat: csv\n").Code);

    [Fact]
    public void Nesting_without_end_is_not_followed() =>
        Assert.Equal("EXP1008", Fixture.Single($"name: {new string('[', 5000)}").Code);

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("name\n")]
    public void A_file_that_is_no_block_is_an_error(string yaml) => Assert.Equal("EXP1004", Fixture.Single(yaml).Code);

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        var (spec, problems) = Emotune.Pipeline.Spec.ExperimentSpecReader.Read(Path.Combine(Fixture.Folder, "absent.yaml"), [], null);
        Assert.Null(spec);
        Assert.Equal("EXP1010", Assert.Single(problems).Code);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_an_error()
    {
        File.WriteAllBytes(Fixture.FilePath, [0x6E, 0x3A, 0x20, 0xFF]);
        Assert.Equal("EXP1010", Assert.Single(Emotune.Pipeline.Spec.ExperimentSpecReader.Read(Fixture.FilePath, [], null).Problems).Code);
    }

    [Fact]
    public void A_byte_order_mark_is_no_matter() => Fixture.Spec('\uFEFF' + SpecFixture.Valid);

    [Theory]
    [InlineData("seeds: &all [1, 2]", "EXP1011(12,8)")]
    [InlineData("seeds: !!set [1, 2]", "EXP1011(12,8)")]
    [InlineData("report: {title: !custom x}", "EXP1011(12,17)")]
    [InlineData("? [a, b]\n: 1", "EXP1011(12,3)")]
    [InlineData("---\nname: second", "EXP1012(12,1)")]
    public void What_YAML_can_do_beyond_values_is_an_error(string line, string expected) =>
        Assert.Equal([expected], Fixture.Codes(SpecFixture.Valid + line + "\n"));

    [Fact]
    public void An_alias_is_an_error_beside_its_anchor() =>
        Assert.Equal(
            ["EXP1011(12,8)", "EXP1004(13,1)", "EXP1011(13,9)"], Fixture.Codes(SpecFixture.Valid + "seeds: &all [1]\nreport: *all\n"));

    [Fact]
    public void A_merge_key_is_an_unknown_key() =>
        Assert.Equal(["EXP1001(12,1)"], Fixture.Codes(SpecFixture.Valid + "<<: {seeds: [1]}\n"));

    [Fact]
    public void A_later_duplicate_does_not_win()
    {
        var problem = Fixture.Single(SpecFixture.Valid + "name: other\n");
        Assert.Equal("EXP1002(12,1)", SpecFixture.Code(problem));
        Assert.Equal("'name' is given a second time. It was first given in line 1.", problem.Message);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("on")]
    [InlineData("True")]
    [InlineData("TRUE")]
    [InlineData("1")]
    [InlineData("\"true\"")]
    [InlineData("")]
    [InlineData("~")]
    public void Only_true_and_false_are_truth_values(string value) =>
        Assert.Equal(["EXP1004(12,12)"], Fixture.Codes($"{SpecFixture.Valid}training: {{group_by_length: {value}}}\n"));

    [Theory]
    [InlineData("010")]
    [InlineData("0x10")]
    [InlineData("0o10")]
    [InlineData("1_0")]
    [InlineData("+3")]
    [InlineData("3.0")]
    [InlineData("3e0")]
    [InlineData(".nan")]
    [InlineData("\"3\"")]
    [InlineData("'3'")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[3]")]
    public void Only_decimal_digits_are_an_integer(string value) =>
        Assert.Equal(["EXP1004(12,12)"], Fixture.Codes($"{SpecFixture.Valid}training: {{epochs: {value}}}\n"));

    [Theory]
    [InlineData(".nan")]
    [InlineData(".inf")]
    [InlineData("-.inf")]
    [InlineData("0.1_0")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("01.5")]
    [InlineData("0x1p3")]
    [InlineData("1:30")]
    [InlineData("\"0.1\"")]
    [InlineData("0,1")]
    public void Only_decimal_numbers_are_a_number(string value) =>
        Assert.Equal(["EXP1004(13,3)"], Fixture.Codes($"{SpecFixture.Valid}training:\n  weight_decay: {value}\n"));

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("5e-1", 0.5)]
    [InlineData("5.0E-1", 0.5)]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    public void A_number_is_read_as_JSON_reads_it(string value, double expected) =>
        Assert.Equal(expected, Fixture.Spec($"{SpecFixture.Valid}training: {{weight_decay: {value}}}\n").Runs[0].Training.WeightDecay);

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public void A_number_beyond_doubles_is_out_of_range(string value) =>
        Assert.Equal(["EXP1005(12,12)"], Fixture.Codes($"{SpecFixture.Valid}training: {{weight_decay: {value}}}\n"));

    [Theory]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999999")]
    public void An_integer_beyond_its_type_is_out_of_range(string value) =>
        Assert.Equal(["EXP1005(12,12)"], Fixture.Codes($"{SpecFixture.Valid}training: {{epochs: {value}}}\n"));

    [Theory]
    [InlineData("Linear")]
    [InlineData("LINEAR")]
    [InlineData("linaer")]
    public void An_enumeration_takes_its_words_alone(string value)
    {
        var problem = Fixture.Single($"{SpecFixture.Valid}training: {{schedule: {value}}}\n");
        Assert.Equal("EXP1006(12,12)", SpecFixture.Code(problem));
        Assert.Equal(
            $"'training.schedule' is '{value}', which is not a valid value. Did you mean 'linear'? Valid values: linear, cosine, constant.",
            problem.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("true")]
    [InlineData("{}")]
    public void An_enumeration_takes_no_number(string value) =>
        Assert.Equal(["EXP1004(12,12)"], Fixture.Codes($"{SpecFixture.Valid}training: {{schedule: {value}}}\n"));

    [Theory]
    [InlineData("2024")]
    [InlineData("1e3")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Text_that_looks_like_something_else_wants_quotes(string value) =>
        Assert.Equal(["EXP1004(12,10)"], Fixture.Codes($"{SpecFixture.Valid}report: {{title: {value}}}\n"));

    [Fact]
    public void A_quoted_number_is_text() =>
        Assert.Equal("2024", Fixture.Spec(SpecFixture.Valid + "report: {title: \"2024\"}\n").Report.Title);
}
