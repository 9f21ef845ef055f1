using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>The difference of micro F1 without what a claim should not rest on, as a sentence.</summary>
internal static class Without
{
    /// <summary>Adds the sentence, where the figure is known.</summary>
    public static Prose Say(Prose said, RunContrast? contrast, ReducedContrast? reduced)
    {
        if (reduced?.MicroF1 is not { Difference: { } difference } figure)
            return said;
        said.Say($" Without {(reduced.LeftOut == 1 ? "it" : "them")}, the difference of micro F1 is {Numbers.Signed(difference)}");
        if (figure.Interval is { } i)
            said.Say($" ({Numbers.Percent(i.Confidence, 0)} interval {Numbers.Signed(i.Low)} to {Numbers.Signed(i.High)})");
        var whole = contrast?.Figure(FigureNames.MicroF1);
        said.Say(whole?.Difference is { } with ? $" instead of {Numbers.Signed(with)}." : ".");
        return whole?.Interval is { } before && figure.Interval is { } after && Side(before) != Side(after)
            ? said.Say(" It would support another conclusion.")
            : said;
    }

    /// <summary>On which side of zero the interval lies; zero where it holds zero.</summary>
    private static int Side(Interval interval) => interval switch { { Low: > 0 } => 1, { High: < 0 } => -1, _ => 0 };
}
