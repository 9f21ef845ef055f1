using Emotune.Model.Comparison;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Comparison;

public sealed class AgreementsTests
{
    private static readonly BootstrapOptions Options = new(Resamples: 300);

    [Fact]
    public void The_same_values_agree_wholly_and_beat_shuffled_ones()
    {
        var group = Of(Run("full", 1, Ramp), Run("lora", 1, Ramp)).Report.Groups.Single();
        Assert.Equal(
            (AgreementKind.Runs, "full", "lora", 30, 30, 0),
            (group.Kind, group.First, group.Second, group.Comments, group.Pairs, group.Unmatched));
        Assert.All(group.Measures, m =>
        {
            Assert.Equal((1, 1, 1), (m.Agreement.Value!.Value, m.Agreement.Interval!.Low, m.Agreement.Interval.High), Near);
            Assert.True(m.AboveShuffled.Interval!.Low > 0.2, m.Name);
            Assert.Equal(m.Agreement.Value.Value - m.Shuffled.Value!.Value, m.AboveShuffled.Value!.Value, 1e-12);
        });
    }

    [Fact]
    public void Unrelated_values_do_not_beat_shuffled_ones()
    {
        var group = Of(Run("full", 1, Ramp), Run("lora", 1, Hash)).Report.Groups.Single();
        Assert.All(group.Measures, m => Assert.True(m.AboveShuffled.Interval!.Low < 0 && m.AboveShuffled.Interval.High > 0, m.Name));
        // Chance has three of ten words in common in a share of 3/10, and no rank correlation.
        Assert.Equal(0.3, group.Measures[0].Shuffled.Value!.Value, 0.05);
        Assert.Equal(0, group.Measures[2].Shuffled.Value!.Value, 0.05);
    }

    [Fact]
    public void Seeds_of_one_run_are_a_group_of_their_own()
    {
        var (full, lora) = (Seeds("full", Ramp, Ramp), Seeds("lora", Ramp, Hash));
        var groups = Agreements.Of([full, lora], [(full, lora)], Options).Report.Groups;
        Assert.Equal(
            [(AgreementKind.Runs, "full", "lora", 120), (AgreementKind.Seeds, "full", "full", 30),
                (AgreementKind.Seeds, "lora", "lora", 30)],
            groups.Select(g => (g.Kind, g.First, g.Second, g.Pairs)));
        Assert.Equal(1, groups[1].Measures[2].Agreement.Value!.Value, 1e-12);
        Assert.InRange(groups[0].Measures[2].Agreement.Value!.Value, 0.4, 0.6);
    }

    [Fact]
    public void A_run_alone_is_looked_at_over_its_seeds() =>
        Assert.Equal(AgreementKind.Seeds, Agreements.Of([Seeds("full", Ramp, Ramp)], [], Options).Report.Groups.Single().Kind);

    [Fact]
    public void A_label_that_one_side_alone_explained_is_counted_and_left_out()
    {
        var comment = new CommentAttribution(
            3, "a b", [], [new("a", 0, 1), new("b", 2, 3)], [Label("joy", [1, 2]), Label("grief", [1, 2])]);
        var result = Of(Run("full", 1, comment), Run("lora", 1, comment with { Labels = [Label("joy", [2, 1]), Label("fear", [1, 2])] }));
        var group = result.Report.Groups.Single();
        Assert.Equal((1, 1, 2), (group.Comments, group.Pairs, group.Unmatched));
        var row = result.Comments.Single();
        Assert.Equal((3, "joy", 2), (row.Row, row.Label, row.Words));
        Assert.Equal([1, 0.8, -1], row.Values.Select(v => Math.Round(v!.Value, 12)));
    }

    [Fact]
    public void Where_nothing_was_explained_there_is_no_group() =>
        Assert.Empty(Agreements.Of([Run("full", 1), Run("lora", 1)], [(Run("full", 1), Run("lora", 1))], Options).Report.Groups);

    [Fact]
    public void Words_of_a_label_rank_by_what_they_add_over_all_comments_and_seeds()
    {
        CommentAttribution Comment(int row, string word, double value) =>
            new(row, word + " x", [], [new(word, 0, word.Length), new("x", word.Length + 1, word.Length + 2)], [Label("joy", [value, -1])]);
        var run = Run("full", 1, Comment(1, "Good", 2), Comment(2, "good", 1), Comment(3, "best", 2.5));
        Assert.Equal(
            [new LabelWord("full", "joy", 1, "good", 2, 3, 1.5), new LabelWord("full", "joy", 2, "best", 1, 2.5, 2.5)],
            LabelWords.Of([run], ["grief", "joy"]));
        Assert.Equal(
            (1, 1.5),
            LabelWords.Of([run with { Seeds = [.. run.Seeds, Run("", 2).Seeds[0]] }], ["joy"])
                .Select(w => (w.Rank, w.TotalValue)).First());
    }

    private static bool Near((double, double, double) a, (double, double, double) b) =>
        Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-12;

    private static AgreementResult Of(ExplainedRun first, ExplainedRun second) =>
        Agreements.Of([first, second], [(first, second)], Options);

    private static double Ramp(int row, int word) => (word * 7 + row) % 10;

    private static double Hash(int row, int word) => new Random(1000 * row + word).NextDouble();

    private static ExplainedRun Seeds(string name, Func<int, int, double> one, Func<int, int, double> other) =>
        Run(name, 1, one) with { Seeds = [Run(name, 1, one).Seeds[0], Run(name, 2, other).Seeds[0]] };

    private static ExplainedRun Run(string name, long seed, Func<int, int, double> value) => Run(name, seed,
        [.. Enumerable.Range(0, 30).Select(row => new CommentAttribution(
            row, "", ["joy"], [.. Enumerable.Range(0, 10).Select(w => new Player($"w{w}", w, w + 1))],
            [Label("joy", [.. Enumerable.Range(0, 10).Select(w => value(row, w))])]))]);

    private static ExplainedRun Run(string name, long seed, params CommentAttribution[] comments) =>
        new(name, FineTuningMethod.Full, [new ExplainedSeed(seed, comments)]);

    private static LabelAttribution Label(string name, double[] values) => new(name, 0.5, true, 0, values.Sum(), values, 0);
}
