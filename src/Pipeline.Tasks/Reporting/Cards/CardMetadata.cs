using System.Text;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>The YAML at the top of a card, as Hugging Face's hub reads it. What the hub would refuse is left out.</summary>
internal static class CardMetadata
{
    /// <summary>The line that names the library of a folder with weights.</summary>
    public const string LibraryOfWeights = "library_name: \"transformers\"";

    /// <summary>The line that names the library of a folder with a graph alone.</summary>
    public const string LibraryOfGraph = "library_name: \"transformers.js\"";

    public static string Render(ReportInput input, RunResult run)
    {
        var yaml = new StringBuilder("---\n");
        var languages = HubNames.Languages(input.Card.Language);
        var dataSet = HubNames.DataSet(input.Card.Source);
        List(yaml, "language", languages);
        if (HubLicence.Of(input.Card.Licence) is { } licence)
        {
            Line(yaml, "license", licence.Identifier);
            if (licence.Name is { } name)
                Line(yaml, "license_name", name);
        }

        if (input.Use is { HubName: { } backbone, Origin: not BackboneOrigin.FromScratch })
            Line(yaml, "base_model", backbone);
        List(yaml, "datasets", dataSet is null ? [] : [dataSet]);
        // Of an adapter's own folder as well: Transformers finds the adapter in it.
        yaml.Append(LibraryOfWeights).Append('\n');
        Line(yaml, "pipeline_tag", "text-classification");
        List(yaml, "tags", ["emotune", "multi-label-classification", run.Method == FineTuningMethod.Lora ? "lora" : "full-fine-tuning"]);
        return yaml.Append(Results(input, run, dataSet)).Append("---\n").ToString();
    }

    // The hub takes results with a task, a data set and at least one figure.
    private static string Results(ReportInput input, RunResult run, string? dataSet)
    {
        var figures = Figures(run).ToArray();
        if (figures.Length == 0)
            return "";
        var yaml = new StringBuilder("model-index:\n");
        yaml.Append("- name: ").Append(YamlText.Quoted($"{input.Experiment}-{RunFileName.Of(run.Run, run.Seed)}"))
            .Append("\n  results:\n  - task:\n      type: \"text-classification\"\n    dataset:\n      name: ")
            .Append(YamlText.Quoted(input.Title.Length > 0 ? input.Title : input.Experiment))
            .Append("\n      type: ").Append(YamlText.Quoted(dataSet ?? input.Experiment))
            .Append("\n      split: \"test\"\n    metrics:\n");
        foreach (var (type, name, value) in figures)
        {
            yaml.Append("    - type: ").Append(YamlText.Quoted(type)).Append("\n      name: ").Append(YamlText.Quoted(name))
                .Append("\n      value: ").Append(YamlText.Number(value)).Append('\n');
        }

        return yaml.ToString();
    }

    private static IEnumerable<(string Type, string Name, double Value)> Figures(RunResult run) =>
        from figure in ShownFigures.Results(FigureTables.Markdown).Concat(ShownFigures.Probabilities(FigureTables.Markdown))
        let value = run.Figure(figure)?.Value
        where value is not null && figure.HasInterval
        select (figure.Name.EndsWith("_f1", StringComparison.Ordinal) ? "f1" : figure.Name, figure.Heading, value.Value);

    private static void Line(StringBuilder yaml, string key, string value) =>
        yaml.Append(key).Append(": ").Append(YamlText.Quoted(value)).Append('\n');

    private static void List(StringBuilder yaml, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        yaml.Append(key).Append(":\n");
        foreach (var value in values)
            yaml.Append("- ").Append(YamlText.Quoted(value)).Append('\n');
    }
}
