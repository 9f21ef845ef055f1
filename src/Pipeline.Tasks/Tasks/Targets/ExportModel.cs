using Emotune.Exported;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Reporting.Cards;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tasks.Stages;
using Emotune.Tokenization.Readers;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Writes a run as one folder in Hugging Face layout: weights, graph or both, with its model card where it has one.</summary>
public sealed class ExportModel : PipelineTask
{
    private const string WithoutTokenizerJson = "transformers.js cannot read the folder: it needs tokenizer.json, which the backbone's "
        + "folder does not have. In Python, AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER) writes it there. "
        + "Then export again.";

    /// <summary>A folder that does not exist yet, or is empty.</summary>
    public string? Output { get; set; }

    /// <summary><c>safetensors</c>, <c>onnx</c> or <c>all</c>; the first where empty.</summary>
    public string? Format { get; set; }

    /// <summary><c>int8</c> for a second graph in eight bits; empty for none.</summary>
    public string? Quantize { get; set; }

    /// <summary><c>true</c> to write that graph whatever it costs.</summary>
    public string? Force { get; set; }

    /// <summary>The assembly that runs graphs; loaded where <see cref="Quantize"/> is given.</summary>
    public string RuntimeAssembly { get; set; } = "";

    protected override void Run()
    {
        using var registration = Session.Terminated.Register(Cancel);
        var (output, choice) = (Session.Start.At(Output!), ExportChoice.Of(Format, Quantize, Force));
        var (experiment, run) = SingleRun.Of(Session, "Export");
        var seed = experiment.Spec.Seeds[0];
        var card = ModelCardFile.Find(experiment, run.Name, seed);
        MeasuredGraphs? measured = null;
        if (choice.Format == ExportFormat.Safetensors)
            ExportStage.Run(TrainedModels.SourceOf(experiment, run, seed), output, card);
        else
            measured = OnnxExportStage.Export(Request(experiment, run, output, choice) with { Card = TextOf(card, choice) }, Cancellation);
        if (measured is not null)
            Say($"{run.Name}/{seed} {measured.Cost}");
        if (card is null)
            Say("The folder has no model card: the report has none of this model. The target Report writes it.");
        if (choice.Format != ExportFormat.Safetensors && !File.Exists(Path.Combine(output, TokenizerFolder.TokenizerJson)))
            Say(WithoutTokenizerJson);
        Say($"{run.Name}/{seed} exported to {output}");
        Say(ExportRecorder.Add(experiment.Artifacts, run.Name, seed, Record(experiment, run, seed, output, choice.Format, measured))
            ? $"To show it in the report: {experiment.Command with { Target = nameof(StageKind.Report) }}"
            : $"The report will not show it: {experiment.Artifacts.Exports(run.Name, seed)} has files that are not Emotune's.");
    }

    private static string? TextOf(string? card, ExportChoice choice) => card is null ? null
        : choice.Format == ExportFormat.Onnx ? OnnxCard.Of(File.ReadAllText(card))
        : File.ReadAllText(card);

    private static RecordedExport Record(
        ExperimentSession experiment, RunSpec run, long seed, string output, ExportFormat format, MeasuredGraphs? measured)
    {
        // The weights alone do not depend on the calibration.
        StageKind[] stages = format == ExportFormat.Safetensors ? [StageKind.Train] : [StageKind.Train, StageKind.Calibrate];
        return new RecordedExport(
            Path.GetRelativePath(experiment.Artifacts.Root, output), format,
            stages.ToDictionary(
                s => StageLayout.Of(s).Folder, s => new ResultFolder(experiment.Artifacts.Stage(s, run.Name, seed)).Manifest!.Key.Digest),
            ExportedFiles.Of(output, StageLayout.Report.ExportedCard))
        {
            Quantization = measured?.Cost,
            Speed = measured?.Speed,
        };
    }

    private OnnxExportRequest Request(ExperimentSession experiment, RunSpec run, string output, ExportChoice choice) =>
        new(TrainedRun.Open(experiment.Artifacts.Root, run.Name, experiment.Spec.Seeds[0], experiment.BackboneFolder), output)
        {
            WithSafetensors = choice.Format == ExportFormat.All,
            Quantization = choice.Quantize ? new Quantization(GraphRuntime.Load(RuntimeAssembly), choice.Force) : null,
        };
}
