using Emotune.Calibration;
using Emotune.Model.Data;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Tests.Spec;

public class CrossFieldRuleTests : SpecTests
{
    [Fact]
    public void A_lora_block_on_a_full_run_is_an_error()
    {
        var problem = Fixture.Single(SpecFixture.Valid.Replace("{method: full,", "{method: full, lora: {},", StringComparison.Ordinal));
        Assert.Equal("EXP1016(10,24)", SpecFixture.Code(problem));
        Assert.Equal(
            "'runs.full.lora' has no effect where 'runs.full.method' is 'full'. Remove it, or set 'runs.full.method' to one of: lora.",
            problem.Message);
    }

    [Fact]
    public void A_lora_run_without_its_block_is_an_error()
    {
        var problem = Fixture.Single(SpecFixture.Valid.Replace(", lora: {rank: 4}", "", StringComparison.Ordinal));
        Assert.Equal("EXP1003(11,3)", SpecFixture.Code(problem));
        Assert.StartsWith(
            "'runs.lora.lora' is missing where 'method' is 'lora'. It must be a block", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lora_run_that_starts_from_an_adapter_needs_no_block()
    {
        var without = SpecFixture.Valid.Replace(", lora: {rank: 4}", ", initialize_from: encoder", StringComparison.Ordinal);
        var empty = SpecFixture.Valid.Replace(", lora: {rank: 4}", ", initialize_from: encoder, lora: {}", StringComparison.Ordinal);
        Assert.Equal(Fixture.Spec(empty).Runs[1].Lora!.ToConfig().Dropout, Fixture.Spec(without).Runs[1].Lora!.ToConfig().Dropout);
    }

    [Theory]
    [InlineData("thresholds: {value: 0.4}", "EXP1016(12,14)")]
    [InlineData("calibration: {method: none, scope: global}", "EXP1016(12,29)")]
    [InlineData("calibration: {method: none, min_positives: 5}", "EXP1016(12,29)")]
    [InlineData("calibration: {min_positives: 5, method: none}", "EXP1016(12,15)")]
    [InlineData("explanation: {method: leave_one_out, max_evaluations: 9}", "EXP1016(12,38)")]
    public void A_key_without_effect_is_an_error(string line, string expected) =>
        Assert.Equal([expected], Fixture.Codes(SpecFixture.Valid + line + "\n"));

    [Fact]
    public void A_key_that_depends_on_one_without_effect_is_named_with_what_decides()
    {
        var problem = Fixture.Single(SpecFixture.Valid + "calibration: {method: none, min_positives: 5}\n");
        var others = string.Join(", ", ChoiceType.Of<CalibrationMethod>().Values.Except(["none"]));
        Assert.StartsWith("temperature, platt, isotonic, beta", others, StringComparison.Ordinal);
        Assert.Equal(
            "'calibration.min_positives' has no effect where 'calibration.method' is 'none'. Remove it, or set "
            + $"'calibration.method' to one of: {others}.", problem.Message);
        Assert.Null(Fixture.Spec(SpecFixture.Valid + "calibration: {method: none}\n").Calibration.MinPositives);
        Assert.Null(
            Fixture.Spec(SpecFixture.Valid + "calibration: {min_positives: 5}\n", "calibration.method=none").Calibration.MinPositives);
    }

    [Fact]
    public void A_key_that_an_override_made_idle_is_passed_over()
    {
        var spec = Fixture.Spec(SpecFixture.Valid, "runs.lora.method=full");
        Assert.Null(spec.Runs[1].Lora);
        Assert.Equal(FineTuningMethod.Full, spec.Runs[1].Method);
    }

    [Fact]
    public void Label_positions_need_a_labels_file() =>
        Assert.Equal(["EXP1003(2,1)"], Fixture.Codes(SpecFixture.Valid.Replace("  labels: labels.txt\n", "", StringComparison.Ordinal)));

    [Fact]
    public void Label_positions_in_a_column_need_a_labels_file() =>
        Assert.Equal(["EXP1003(7,13)"], Fixture.Codes(Csv("columns: {label_values: ids}")));

    [Fact]
    public void Columns_of_a_format_without_names_are_an_error() =>
        Assert.Equal(
            ["EXP1016(8,3)"],
            Fixture.Codes(SpecFixture.Valid.Replace("labels.txt\n", "labels.txt\n  columns: {text: a}\n", StringComparison.Ordinal)));

    [Fact]
    public void One_column_of_labels_and_a_column_a_label_exclude_each_other() =>
        Assert.Equal(["EXP1017(7,13)"], Fixture.Codes(Csv("columns: {label: tags, label_indicators: [joy, anger]}")));

    [Fact]
    public void Columns_are_named_or_have_the_usual_names()
    {
        Assert.Equal(new ColumnsSpec("text", "labels", null, ",", LabelValues.Names), Fixture.Spec(SpecFixture.ValidCsv).Data.Columns);
        var indicators = Fixture.Spec(Csv("columns: {text: comment, label_indicators: [joy, anger]}")).Data.Columns!;
        Assert.Null(indicators.Label);
        Assert.Equal(["joy", "anger"], indicators.LabelIndicators);
        Assert.Null(Fixture.Spec(SpecFixture.Valid).Data.Columns);
    }

    [Theory]
    [InlineData("dev.tsv")]
    [InlineData("./train.tsv")]
    public void Splits_that_share_a_file_are_an_error(string test)
    {
        var yaml = SpecFixture.Valid.Replace("test: test.tsv", $"test: {test}", StringComparison.Ordinal);
        Assert.Equal(["EXP1024(6,3)"], Fixture.Codes(yaml));
    }

    [Fact]
    public void A_prediction_batch_must_hold_the_longest_text()
    {
        Assert.Equal(["EXP1025(12,14)"], Fixture.Codes(SpecFixture.Valid + "prediction: {batch_tokens: 64}\n"));
        var longer = SpecFixture.Valid.Replace("labels.txt\n", "labels.txt\n  max_length: 8000\n", StringComparison.Ordinal);
        Assert.Equal(["EXP1025(8,3)"], Fixture.Codes(longer));
    }

    [Fact]
    public void Layers_are_not_chosen_beside_an_expression() =>
        Assert.Equal(
            ["EXP1017(11,82)"],
            Fixture.Codes(
                SpecFixture.Valid.Replace(
                    "rank: 4", "target_modules: all-linear, layers_to_transform: [0]", StringComparison.Ordinal)));

    [Fact]
    public void A_fault_is_reported_once_and_not_again_by_what_depends_on_it() =>
        Assert.Equal(["EXP1006(3,3)"], Fixture.Codes(SpecFixture.Valid.Replace("tsv-label-ids", "tsv", StringComparison.Ordinal)));

    private static string Csv(string line) => SpecFixture.ValidCsv.Replace("test.tsv\n", $"test.tsv\n  {line}\n", StringComparison.Ordinal);
}
