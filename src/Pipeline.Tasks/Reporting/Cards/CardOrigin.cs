using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>How to have the model again, and what shows that it is the same.</summary>
internal static class CardOrigin
{
    public static string Render(ReportInput input, RunResult run) => ModelCard.Section(
        "Where it comes from",
        "This command repeats the experiment:",
        // Without the folders that the build was given: a card is published, and they are one machine's.
        CodeText.Command(BuildLine.Of(input.Experiment).ToString()),
        run.Provenance.Count == 0 ? "" : "The keys of the stages. The same key means the same inputs, parameters and code.",
        run.Provenance.Count == 0 ? "" : MarkdownText.Table(
            ["Stage", "Key"],
            run.Provenance.Select(p => new[] { MarkdownText.Escape(p.Stage, 80), MarkdownText.Code(p.KeyDigest) })),
        input.Versions.Count == 0 ? "" : "Made with " + string.Join(
            ", ", input.Versions.Select(v => $"{MarkdownText.Escape(v.Name, 80)} {MarkdownText.Escape(v.Version, 80)}")) + ".");
}
