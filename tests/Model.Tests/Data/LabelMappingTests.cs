using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class LabelMappingTests
{
    private static readonly LabelSet Ours = new(["joy", "sadness", "grief", "anger", "fear"]);

    [Fact]
    public void A_label_maps_to_the_one_of_its_name_unless_the_map_says_otherwise()
    {
        var coverage = Resolve(["anger", "fear"], Entry("fear", "grief"));
        Assert.Equal(["anger", "grief"], coverage.Labels.SelectMany(l => l.Ours));
        Assert.Equal(["grief", "anger"], coverage.Covered.Select(c => c.Name));
        Assert.Equal(["joy", "sadness", "fear"], coverage.NotCovered);
    }

    [Fact]
    public void Several_labels_that_map_to_one_are_their_union()
    {
        var coverage = Resolve(["happy", "glad", "angry"], Entry("happy", "joy"), Entry("glad", "joy"), Entry("angry", "anger"));
        Assert.Equal(["happy", "glad"], coverage.Covered[0].Theirs);
        Assert.Equal(
            [1, 0, 1, 0, 0, 1, 0, 0],
            coverage.TruthOf(Rows(["happy", "glad", "angry"], "100", "010", "001", "000")).Select((y, _) => (int)y));
    }

    [Fact]
    public void A_label_that_maps_to_several_tells_them_together()
    {
        var coverage = Resolve(["happy", "down"], Entry("happy", "joy"), Entry("down", "grief", "sadness"));
        Assert.Equal(["joy", "sadness or grief"], coverage.Covered.Select(c => c.Name));
        Assert.Equal(["anger", "fear"], coverage.NotCovered);
        Assert.Equal([[0], [1, 2]], coverage.GroupsOf(Ours.Names).Groups);
    }

    [Fact]
    public void What_is_told_together_once_is_told_together_throughout()
    {
        var coverage = Resolve(["down", "grief", "bad"], Entry("down", "grief", "sadness"), Entry("bad", "sadness", "anger"));
        var covered = Assert.Single(coverage.Covered);
        Assert.Equal(["sadness", "grief", "anger"], covered.Labels);
        Assert.Equal(["down", "grief", "bad"], covered.Theirs);
    }

    [Fact]
    public void An_ignored_label_covers_nothing_and_its_rows_stay()
    {
        var coverage = Resolve(["anger", "joy"], Entry("joy"));
        Assert.Equal(["anger"], coverage.Covered.Select(c => c.Name));
        Assert.Empty(coverage.Labels[1].Ours);
        Assert.Equal([0, 1], coverage.TruthOf(Rows(["anger", "joy"], "01", "11")).Select(y => (int)y));
    }

    [Fact]
    public void Labels_are_counted_in_the_rows() =>
        Assert.Equal(
            [2, 0], new LabelMapping("map", [], null).Resolve(Ours, Rows(["joy", "fear"], "10", "10", "00")).Labels.Select(l => l.Rows));

    [Fact]
    public void A_target_that_is_no_label_is_EXP3027_at_its_place()
    {
        var at = new SourceLocation("experiment.yaml", 7, 3);
        var problem = Assert.Single(new LabelMapping("map", [new("happy", ["joy", "bliss"], at)], null).WrongTargets(Ours));
        Assert.Equal(("EXP3027", at), (problem.Code, problem.At));
        Assert.Equal(
            "'map.happy' names 'bliss', which is not a label of the experiment. Valid labels: joy, sadness, grief, anger, fear.",
            problem.Message);
    }

    [Fact]
    public void A_label_of_the_map_that_the_set_does_not_have_is_EXP3028()
    {
        var problem = Assert.Single(Problems(["joy"], [Row(1, 0)], Entry("hapy", "joy")));
        Assert.Equal("EXP3028", problem.Code);
        Assert.StartsWith(
            "'map' maps 'hapy', a label that the set does not have. The set's labels: joy.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_labels_that_lead_nowhere_are_one_EXP3029_with_their_first_lines()
    {
        var problem = Assert.Single(Problems(["happy", "joy", "odd"], [Row(1, 1), Row(2, 2), Row(3, 0, 2)]));
        Assert.Equal(("EXP3029", 5), (problem.Code, problem.At!.Line));
        Assert.Contains(
            "nor in 'map': 'odd' (first in line 2), 'happy' (first in line 3). Map each to", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_labels_that_lead_nowhere_the_first_are_listed_and_the_rest_counted()
    {
        var theirs = Enumerable.Range(0, 1000).Select(i => $"word {i}").ToArray();
        var problem = Assert.Single(Problems(theirs, [.. theirs.Select((_, i) => Row(i + 2, i))]));
        Assert.Equal("EXP3029", problem.Code);
        Assert.Contains("'word 39' (first in line 41) and 960 more. Map each to", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'word 40'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_label_that_no_row_carries_need_not_be_mapped() => Assert.Empty(Problems(["happy", "joy"], [Row(1, 1)]));

    [Fact]
    public void A_map_that_leaves_nothing_to_measure_is_EXP3030() =>
        Assert.Equal("EXP3030", Assert.Single(Problems(["joy"], [Row(1, 0)], Entry("joy"))).Code);

    private static LabelCoverage Resolve(string[] theirs, params LabelMapEntry[] entries) =>
        new LabelMapping("map", entries, null).Resolve(Ours, Rows(theirs, new string('1', theirs.Length)));

    private static IEnumerable<Diagnostic> Problems(string[] theirs, RawExample[] rows, params LabelMapEntry[] entries) =>
        new LabelMapping("map", entries, new SourceLocation("experiment.yaml", 5)).Faults(Ours, new LabelSet(theirs), rows);

    private static LabelMapEntry Entry(string theirs, params string[] ours) => new(theirs, ours, null);

    private static RawExample Row(int line, params int[] labels) => new("text", labels, "id", line);

    private static PreparedSplit Rows(string[] labels, params string[] rows) =>
        new(labels, rows, rows, [.. rows.SelectMany(r => r.Select(c => (byte)(c - '0')))], [.. rows.Select(_ => new[] { 1 })]);
}
