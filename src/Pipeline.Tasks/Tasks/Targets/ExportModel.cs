using Emotune.Model.Stages;
using Emotune.Pipeline.Tasks.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Writes a run's model, adapters merged, as one folder in Hugging Face layout: its weights, its graph, or both.</summary>
public sealed class ExportModel : PipelineTask
{
    /// <summary>A folder that does not exist yet, or is empty.</summary>
    public string? Output { get; set; }

    /// <summary><c>safetensors</c>, <c>onnx</c> or <c>all</c>.</summary>
    public string? Format { get; set; }

    protected override void Run()
    {
        var (output, choice) = (Path.GetFullPath(Output!), ExportChoice.Of(Format));
        var (experiment, run) = SingleRun.Of(Session, "Export");
        var seed = experiment.Spec.Seeds[0];
        if (choice.Format == ExportFormat.Safetensors)
        {
            ExportStage.Run(TrainedModels.SourceOf(experiment, run, seed), output);
        }
        else
        {
            var trained = TrainedRun.Open(experiment.Artifacts.Root, run.Name, seed, experiment.BackboneFolder);
            OnnxExportStage.Run(new OnnxExportRequest(trained, output) { WithSafetensors = choice.Format == ExportFormat.All });
        }

        Say($"{run.Name}/{seed} exported to {output}");
    }
}
