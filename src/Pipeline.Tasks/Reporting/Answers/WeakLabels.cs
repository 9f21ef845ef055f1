using Emotune.Model.Comparison;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>The labels that a run finds least of, with a comment of each that it missed.</summary>
internal static class WeakLabels
{
    private const int Most = 3;

    /// <summary>Null where no label has positives enough.</summary>
    public static Prose? Of(RunGroup run)
    {
        var labels = run.Finished[0].Evaluation!.Labels;
        var weakest = labels.Index().Where(l => l.Item.Positives >= ContrastReduction.FewPositives)
            .Select(l => (l.Item, Recall: run.Over(r => r.Label(l.Index)!.AtThreshold.Recall).Mean))
            .OrderBy(l => l.Recall).Take(Most).ToArray();
        if (weakest.Length == 0)
            return null;
        var said = new Prose().Say("It finds least of ");
        foreach (var (at, (label, recall)) in weakest.Index())
        {
            said.Say(at == 0 ? "" : ", ").Name(label.Name)
                .Say($" (recall {Numbers.Figure(recall, 2)}, {Numbers.Count(label.Positives)} positives)");
        }
        said.Say(".");
        var beginning = " For example, it missed ";
        foreach (var (label, _) in weakest)
        {
            if (run.Finished[0].Mistakes?.MostMissed.FirstOrDefault(m => m.Label == label.Name) is { } missed)
            {
                said.Say(beginning).Name(label.Name).Say(" in “").Name(missed.Text, 160)
                    .Say($"” (probability {Numbers.Figure(missed.Probability, 2)}).");
                beginning = " It also missed ";
            }
        }
        return said;
    }
}
