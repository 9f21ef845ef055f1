using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Answers;

/// <summary>A question of the experiment and what its results say to it.</summary>
internal sealed record AnswerPart(string Question, IReadOnlyList<Prose> Sentences);

/// <summary>The experiment's answer in words: the same for the page and the Markdown.</summary>
/// <param name="Caution">What the lead must not be read without.</param>
internal sealed record Answer(Prose Lead, Caution Caution, IReadOnlyList<AnswerPart> Parts)
{
    public static Answer Of(ReportInput input)
    {
        var groups = RunGroup.Of(input.Runs);
        var pairs = Pairs(input, groups);
        var doubts = VerdictGuards.Of(input, pairs.Count > 0 ? pairs[0] : null);
        return new(LeadAnswer.Of(input, groups, doubts), Caution.Of(input, doubts),
        [
            .. Recommended(input, groups, doubts),
            new("Is LoRA as good as full fine-tuning?", QualityAnswer.Of(input, groups)),
            new("How many parameters are trained, and at what cost?", CostAnswer.Of(input, groups)),
            new("Are the probabilities honest?", HonestyAnswer.Of(groups)),
            new("Do both methods look at the same words?", WordsAnswer.Of(input, groups)),
            .. Failures(input),
        ]);
    }

    /// <summary>
    /// Each finished LoRA run beside the first finished full one, where there was a search those that it chose; empty where either kind
    /// has none.
    /// </summary>
    public static IReadOnlyList<(RunGroup Full, RunGroup Lora)> Pairs(ReportInput input, IReadOnlyList<RunGroup> groups)
    {
        if (input.Search is { } search)
            groups = [.. groups.Where(g => search.Methods.Any(m => m.Chosen == g.Name))];
        var full = groups.FirstOrDefault(g => g.Method == FineTuningMethod.Full && g.Finished.Count > 0);
        return full is null ? [] : [.. groups.Where(g => g.Method == FineTuningMethod.Lora && g.Finished.Count > 0).Select(l => (full, l))];
    }

    private static IEnumerable<AnswerPart> Recommended(ReportInput input, IReadOnlyList<RunGroup> groups, Doubts doubts) =>
        RecommendationAnswer.Of(input, groups, doubts) is { Count: > 0 } sentences
            ? [new("Which run should be deployed?", sentences)]
            : [];

    private static IEnumerable<AnswerPart> Failures(ReportInput input)
    {
        var failed = input.Runs.Where(r => r.Failure is not null).ToArray();
        if (failed.Length == 0) yield break;
        yield return new("What is missing?",
            [.. failed.Select(
                r => new Prose().Name(r.Run).Say(FormattableString.Invariant($", seed {r.Seed}, failed: ")).Name(r.Failure!, 400))]);
    }
}
