using Emotune.Model.Comparison;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>Whether LoRA and full fine-tuning look at the same words, held against shuffled words and against seeds of one run.</summary>
internal static class WordsAnswer
{
    /// <summary>What stands in place of explanations that the report was written without.</summary>
    public static Prose NotYet() => new Prose().Say("The explanations are not in this report yet. ").Code("-t:Report").Say(" adds them.");

    public static IReadOnlyList<Prose> Of(ReportInput input, IReadOnlyList<RunGroup> groups)
    {
        var between = Answer.Pairs(input, groups)
            .Select(p => input.Agreements.FirstOrDefault(
                a => a.Kind == AgreementKind.Runs && a.First == p.Full.Name && a.Second == p.Lora.Name))
            .OfType<AgreementGroup>()
            .ToArray();
        if (input.ExplanationsFollow)
            return [NotYet()];
        if (between.Length == 0)
            return [new Prose().Say("This is not known, because no two runs were explained on the same comments.")];
        var within = input.Agreements.Where(a => a.Kind == AgreementKind.Seeds).Select(Within).OfType<Prose>();
        return
        [
            .. between.Select(Between),
            .. within,
            new Prose()
                .Say("Shuffled words show what chance gives. Two seeds of one run show what repeating a training gives. Two runs that "
                    + "agree as much as that look at the same words."),
        ];
    }

    private static AgreementMeasure? Top(AgreementGroup group) => group.Measures.FirstOrDefault(m => m.Name == Agreements.TopOverlap);

    private static Prose Between(AgreementGroup group)
    {
        var said = new Prose().Name(group.First).Say(" and ").Name(group.Second);
        if (Top(group) is not { Agreement.Value: { } agreement } top) return said.Say(" have no label for which both were explained.");
        said.Say(Share(agreement))
            .Say(top.Agreement.Interval is { } i
                ? $" ({Numbers.Percent(i.Confidence, 0)} interval {Numbers.Percent(i.Low, 0)} to {Numbers.Percent(i.High, 0)})"
                : "")
            .Say($", over {Numbers.Count(group.Comments)} comments. Shuffled words would share {Numbers.Percent(top.Shuffled.Value, 0)}.");
        return said.Say(top.AboveShuffled.Interval switch
        {
            { } when group.Comments < FewTestComments.Fewest =>
                " Whether that is more than chance explains is not known yet, because fewer than "
                + FormattableString.Invariant($"{FewTestComments.Fewest} comments were explained (explanation.comments)."),
            { Low: > 0 } => " They look at the same words more than chance explains.",
            { } => " That is not more than chance explains.",
            null => "",
        });
    }

    private static string Share(double agreement) =>
        FormattableString.Invariant($" share {Numbers.Percent(agreement, 0)} of a comment’s {Agreements.TopWords} most important words");

    private static Prose? Within(AgreementGroup group) => Top(group) is { Agreement.Value: { } agreement }
        ? new Prose().Say("Two seeds of ").Name(group.First).Say(Share(agreement) + ".")
        : null;
}
