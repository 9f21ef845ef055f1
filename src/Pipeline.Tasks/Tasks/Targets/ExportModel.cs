using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tasks.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Writes a run as one folder in Hugging Face layout: weights, graph or both, with its model card where it has one.</summary>
public sealed class ExportModel : PipelineTask
{
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
        if (choice.Format == ExportFormat.Safetensors)
            ExportStage.Run(TrainedModels.SourceOf(experiment, run, seed), output, card);
        else if (OnnxExportStage.Export(Request(experiment, run, seed, output, choice) with { Card = card }, Cancellation) is { } cost)
            Say($"{run.Name}/{seed} {cost}");
        if (card is null)
            Say("The folder has no model card: the report has none of this model. The target Report writes it.");
        Say($"{run.Name}/{seed} exported to {output}");
    }

    private OnnxExportRequest Request(ExperimentSession experiment, RunSpec run, long seed, string output, ExportChoice choice) =>
        new(TrainedRun.Open(experiment.Artifacts.Root, run.Name, seed, experiment.BackboneFolder), output)
        {
            WithSafetensors = choice.Format == ExportFormat.All,
            Quantization = choice.Quantize ? new Quantization(GraphRuntime.Load(RuntimeAssembly), choice.Force) : null,
        };
}
