using Emotune.Model.Data;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary><c>evaluation.extra_sets</c>: what a set says, what it takes from the data, and what is wrong with it.</summary>
public class ExtraSetKeyTests : SpecTests
{
    [Fact]
    public void A_set_says_how_it_is_written_and_what_its_labels_mean()
    {
        var set = Set(
            "{file: test.tsv, format: csv, columns: {label: tag}, map: {happy: joy, sad: [sadness, grief], other: ~, \"1\": []}}");
        Assert.Equal(("tickets", "test.tsv", DatasetFormat.Csv, null), (set.Name, set.File.Path, set.Format, set.Labels?.Path));
        Assert.Equal(new ColumnsSpec("text", "tag", null, ",", LabelValues.Names), set.Columns);
        Assert.Equal(
            ["happy: joy", "sad: sadness, grief", "other: ", "1: "], set.Map.Select(m => $"{m.Key}: {string.Join(", ", m.Value)}"));
    }

    [Fact]
    public void What_a_set_does_not_say_is_as_the_data_have_it()
    {
        var set = Set("{file: test.tsv}");
        Assert.Equal((DatasetFormat.TsvLabelIds, "labels.txt", null), (set.Format, set.Labels?.Path, set.Columns));
        Assert.Empty(set.Map);
        Assert.Equal(
            new ColumnsSpec("body", "tag", null, "|", LabelValues.Names),
            Set("{file: test.tsv, columns: {label: tag}}", Csv("{text: body, label: topic, label_separator: \"|\"}")).Columns);
        Assert.Equal(
            new ColumnsSpec("body", "topic", null, "|", LabelValues.Names),
            Set("{file: test.tsv, format: jsonl}", Csv("{text: body, label: topic, label_separator: \"|\"}")).Columns);
        Assert.Null(Set("{file: test.tsv, format: tsv-label-ids, labels: labels.txt}", Csv("{text: body}")).Columns);
    }

    [Fact]
    public void A_column_of_the_sets_own_replaces_the_other_way_of_the_data()
    {
        var one = Set("{file: test.tsv, columns: {label: tag}}", Csv("{label_indicators: [joy, anger]}")).Columns!;
        Assert.Equal(("tag", null), (one.Label, one.LabelIndicators));
        var several = Set("{file: test.tsv, columns: {label_indicators: [happy]}}", Csv("{label: topic}")).Columns!;
        Assert.Null(several.Label);
        Assert.Equal(["happy"], several.LabelIndicators);
    }

    [Fact]
    public void Positions_are_in_the_datas_labels_file_unless_the_set_has_one()
    {
        var yaml = Csv("{label_values: ids}").Replace("backbone:", "  labels: labels.txt\nbackbone:", StringComparison.Ordinal);
        Assert.Equal("labels.txt", Set("{file: test.tsv}", yaml).Labels!.Path);
        Assert.Equal("dev.tsv", Set("{file: test.tsv, labels: dev.tsv}", yaml).Labels!.Path);
        Assert.Null(Set("{file: test.tsv, columns: {label_values: names}}", yaml).Labels);
    }

    [Fact]
    public void Files_and_places_of_the_map_are_found()
    {
        var place = Fixture.Read(With("{file: test.tsv, map: {0: joy}}")).Paths!.ExtraSets["tickets"];
        Assert.Equal((Path.Combine(Fixture.Folder, "test.tsv"), Path.Combine(Fixture.Folder, "labels.txt")), (place.File, place.Labels));
        Assert.Equal((14, 31), (place.Map!.Line, place.Map.Column));
        Assert.Equal(("0", 14, 37), (place.MapEntries.Single().Key, place.MapEntries["0"]!.Line, place.MapEntries["0"]!.Column));
        Assert.Equal(
            (14, 5), Fixture.Read(With("{file: test.tsv}")).Paths!.ExtraSets["tickets"].Map is { } map ? (map.Line, map.Column) : default);
    }

    [Theory]
    [InlineData("{file: test.tsv, fromat: csv}", "EXP1001(14,31)")]
    [InlineData("{format: csv}", "EXP1003(14,5)")]
    [InlineData("{file: absent.tsv}", "EXP1007(14,15)")]
    [InlineData("{file: test.tsv, labels: absent.txt}", "EXP1007(14,31)")]
    [InlineData("{file: /test.tsv}", "EXP1023(14,15)")]
    [InlineData("{file: test.tsv, format: xml}", "EXP1006(14,31)")]
    [InlineData("{file: test.tsv, columns: {text: a}}", "EXP1016(14,31)")]
    [InlineData("{file: test.tsv, format: csv, columns: {label: a, label_indicators: [b]}}", "EXP1017(14,54)")]
    [InlineData("{file: test.tsv, map: {happy: 1}}", "EXP1004(14,37)")]
    [InlineData("{file: test.tsv, map: {happy: [joy, joy]}}", "EXP1015(14,50)")]
    [InlineData("{file: test.tsv, map: {happy: joy, happy: fear}}", "EXP1002(14,49)")]
    [InlineData("{file: test.tsv, map: joy}", "EXP1004(14,31)")]
    [InlineData("~", "EXP1004(14,5)")]
    public void What_is_wrong_with_a_set_is_reported_at_its_place(string set, string expected) =>
        Assert.Equal([expected], Fixture.Codes(With(set)));

    [Fact]
    public void All_of_it_is_reported_at_once()
    {
        var yaml = With("{file: absent.tsv, map: {happy: 1}}\n    \"a b\": {file: test.tsv}\n    Tickets: {file: test.tsv}");
        Assert.Equal(["EXP1007(14,15)", "EXP1004(14,39)", "EXP1014(15,5)", "EXP1026(16,5)"], Fixture.Codes(yaml));
    }

    [Fact]
    public void Positions_without_a_labels_file_are_an_error() =>
        Assert.Equal(["EXP1003(12,5)", "EXP1003(13,40)"], Fixture.Codes(
            SpecFixture.ValidCsv
                + "evaluation:\n  extra_sets:\n    tickets: {file: test.tsv, format: tsv-label-ids}\n    others: {file: test.tsv, "
                + "columns: {label_values: ids}}\n"));

    [Fact]
    public void What_was_resolved_reads_back_as_the_same_set()
    {
        var first = Fixture.Read(With("{file: test.tsv, map: {happy: joy, sad: [sadness, grief], other: ~, \"yes\": joy}}"));
        var second = Fixture.Read(first.Resolved!.Write());
        Assert.Empty(second.Problems);
        Assert.Equal(SpecParameters.For(first.Spec!.Evaluation.ExtraSets![0]), SpecParameters.For(second.Spec!.Evaluation.ExtraSets![0]));
    }

    [Fact]
    public void Its_values_are_its_own_parameters_and_none_of_the_experiments()
    {
        var spec = Fixture.Spec(With("{file: test.tsv, map: {sad: [sadness, grief], other: ~}}"));
        Assert.Equal(
            ["file=test.tsv", "format=tsv-label-ids", "labels=labels.txt", "map.other=[]", "map.sad=[\"sadness\",\"grief\"]"],
            SpecParameters.For(spec.Evaluation.ExtraSets![0]).Select(p => $"{p.Key}={p.Value}"));
        Assert.Equal(SpecParameters.For(Fixture.Spec(SpecFixture.Valid), null, "evaluation"), SpecParameters.For(spec, null, "evaluation"));
    }

    private ExtraSetSpec Set(string set, string yaml = SpecFixture.Valid) =>
        Assert.Single(Fixture.Spec(With(set, yaml)).Evaluation.ExtraSets!);

    private static string With(string set, string yaml = SpecFixture.Valid) => yaml + $"evaluation:\n  extra_sets:\n    tickets: {set}\n";

    private static string Csv(string columns) =>
        SpecFixture.ValidCsv.Replace("backbone:", $"  columns: {columns}\nbackbone:", StringComparison.Ordinal);
}
