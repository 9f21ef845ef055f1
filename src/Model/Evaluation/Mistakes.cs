namespace Emotune.Model.Evaluation;

/// <summary>A wrong decision about one label of one comment.</summary>
/// <param name="Row">The comment's place in the test split, from zero.</param>
/// <param name="TrueLabels">The labels that the comment carries.</param>
/// <param name="IsMissed">True where the comment carries the label, false where the label was predicted wrongly.</param>
/// <param name="Probability">The label's calibrated probability.</param>
internal sealed record Mistake(int Row, string Text, IReadOnlyList<string> TrueLabels, string Label, bool IsMissed, double Probability);

/// <summary>The wrong decisions of one run and seed that tell most.</summary>
/// <param name="Worst">The most confident ones, half of them missed and half predicted wrongly as far as there are so many.</param>
/// <param name="MostMissed">For each label that was missed at all, the comment that was missed most confidently.</param>
internal sealed record Mistakes(IReadOnlyList<Mistake> Worst, IReadOnlyList<Mistake> MostMissed)
{
    private const int Most = 20;

    /// <param name="texts">The test comments.</param>
    public static Mistakes Of(ScoredRun run, IReadOnlyList<string> texts, IReadOnlyList<string> labels)
    {
        var decisions = run.Decisions;
        var wrong = Enumerable.Range(0, decisions.Labels.Length).Where(i => decisions.Predicted[i] != decisions.Labels[i])
            .Select(i => (Row: i / labels.Count, Label: i % labels.Count))
            .Select(at => (at.Row, at.Label, IsMissed: run.Test.Labels[at.Row * labels.Count + at.Label] != 0,
                Probability: run.Calibrated.Probabilities[at.Label][at.Row])).ToArray();
        var missed = wrong.Where(w => w.IsMissed).OrderBy(w => w.Probability).ToArray();
        var predicted = wrong.Where(w => !w.IsMissed).OrderByDescending(w => w.Probability).ToArray();
        var misses = Math.Min(missed.Length, Math.Max(Most / 2, Most - predicted.Length));
        Mistake Named((int Row, int Label, bool IsMissed, double Probability) w) => new(
            w.Row, texts[w.Row], [.. labels.Where((_, label) => run.Test.Labels[w.Row * labels.Count + label] != 0)], labels[w.Label],
            w.IsMissed, w.Probability);
        return new Mistakes(
            [.. predicted.Take(Most - misses).Concat(missed.Take(misses)).Select(Named)],
            [.. missed.DistinctBy(w => w.Label).OrderBy(w => w.Label).Select(Named)]);
    }
}
