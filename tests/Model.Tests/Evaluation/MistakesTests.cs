using Emotune.Metrics;
using Emotune.Model.Evaluation;

namespace Emotune.Model.Tests.Evaluation;

public sealed class MistakesTests
{
    private static readonly string[] Labels = ["joy", "grief"];

    [Fact]
    public void The_most_confident_wrong_decisions_come_first()
    {
        var mistakes = Of(
            (0.9, 0.6, 0, 0), (0.8, 0.1, 0, 1), (0.2, 0.9, 1, 1), (0.7, 0.3, 1, 0), (0.3, 0.05, 1, 1));
        Assert.Equal(
            ["text 0: joy predicted at 0.9", "text 0: grief predicted at 0.6", "text 1: joy predicted at 0.8"],
            mistakes.Worst.Where(m => !m.IsMissed).OrderBy(m => m.Row).ThenByDescending(m => m.Label, StringComparer.Ordinal)
                .Select(m => $"{m.Text}: {m.Label} predicted at {m.Probability}"));
        Assert.Equal([0.9, 0.8, 0.6, 0.05, 0.1, 0.2, 0.3], mistakes.Worst.Select(m => m.Probability));
        Assert.Equal([("joy", 2), ("grief", 4)], mistakes.MostMissed.Select(m => (m.Label, m.Row)));
        Assert.Equal(["joy", "grief"], mistakes.MostMissed[0].TrueLabels);
    }

    [Fact]
    public void There_are_at_most_twenty_half_of_each_kind()
    {
        var mistakes = Of([.. Enumerable.Range(0, 30).Select(i => (0.5 + i / 100.0, 0.4 - i / 100.0, 0, 1))]);
        Assert.Equal(20, mistakes.Worst.Count);
        Assert.Equal(10, mistakes.Worst.Count(m => m.IsMissed));
        Assert.Equal(0.79, mistakes.Worst[0].Probability, 1e-12);
        Assert.Equal(20, Of([.. Enumerable.Range(0, 30).Select(i => (0.4, 0.4, 1, i < 2 ? 1 : 0))]).Worst.Count);
    }

    private static Mistakes Of(params (double Joy, double Grief, int HasJoy, int HasGrief)[] rows)
    {
        double[] probabilities = [.. rows.SelectMany(r => new[] { r.Joy, r.Grief })];
        byte[] truth = [.. rows.SelectMany(r => new[] { (byte)r.HasJoy, (byte)r.HasGrief })];
        byte[] joy = [.. rows.Select(r => (byte)r.HasJoy)], grief = [.. rows.Select(r => (byte)r.HasGrief)];
        var columns = new ProbabilityColumns([[.. rows.Select(r => r.Joy)], [.. rows.Select(r => r.Grief)]], [[], []], [joy, grief]);
        var test = new Predictions(new float[truth.Length], truth, 2);
        return Mistakes.Of(
            new ScoredRun(test, columns, Decisions.At(probabilities, [0.5, 0.5], truth), 10),
            [.. rows.Select((_, i) => $"text {i}")], Labels);
    }
}
