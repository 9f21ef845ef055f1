using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>
/// The model card of one run and seed: what the model is, how good it was found to be, what it is for, and how to load it. Everything in
/// it follows from the results and the experiment; the costs alone differ from build to build, and have a section of their own.
/// </summary>
internal static class ModelCard
{
    private const int ShownLabels = 40;

    public static string Render(ReportInput input, RunResult run) => string.Concat(
        CardMetadata.Render(input, run), "\n",
        Lead(input, run),
        CardResults.Render(input, run),
        CardProbabilities.Render(input, run),
        CardLabels.Render(run),
        CardUse.Render(input, run),
        CardTraining.Render(input, run),
        CardCost.Render(input, run),
        CardLoading.Render(input, run),
        CardOrigin.Render(input, run));

    /// <summary>A heading, what stands below it, and an empty line.</summary>
    internal static string Section(string heading, params IEnumerable<string> blocks) =>
        $"## {heading}\n\n" + string.Concat(blocks.Where(b => b.Length > 0).Select(b => b.TrimEnd('\n') + "\n\n"));

    private static string Lead(ReportInput input, RunResult run)
    {
        var title = input.Title.Length > 0 ? input.Title : input.Experiment;
        var labels = input.Dataset.Labels.Select(l => MarkdownText.Escape(l.Name, 60)).ToArray();
        var shown = string.Join(", ", labels.Take(ShownLabels))
            + (labels.Length > ShownLabels ? $" and {Numbers.Count(labels.Length - ShownLabels)} more" : "");
        var name = FormattableString.Invariant($"{MarkdownText.Escape(title)}: {MarkdownText.Escape(run.Run, 100)}, seed {run.Seed}");
        return $"# {name}\n\n"
            + $"The model gives a text any number of these {Numbers.Count(labels.Length)} labels: {shown}.\n\n"
            + $"It is made of {Backbone(input.Use)}, {Method(run)} on {Numbers.Count(input.Dataset.Splits[0].Rows)} labelled texts. "
            + "Emotune wrote this card from the results of the training that it describes.\n\n";
    }

    private static string Backbone(ModelUse use) => use.Origin switch
    {
        BackboneOrigin.AsFound => $"the encoder {Name(use)}",
        BackboneOrigin.TrainedFurther => $"the encoder {Name(use)}, whose pretraining was continued on the training texts",
        BackboneOrigin.FromScratch =>
            $"an encoder of the shape of {Name(use)}, which was pretrained on the training texts from fresh weights",
        _ => throw new ArgumentOutOfRangeException(nameof(use), use.Origin, null),
    };

    private static string Name(ModelUse use) => $"**{MarkdownText.Escape(use.HubName ?? use.Backbone, 100)}**";

    private static string Method(RunResult run) => run.Method == FineTuningMethod.Lora
        ? "fine-tuned with LoRA"
        : "fully fine-tuned";
}
