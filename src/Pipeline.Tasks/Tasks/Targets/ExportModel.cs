using Emotune.Model.Stages;
using Emotune.Pipeline.Tasks.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Writes a run's model, adapters merged, as one folder in Hugging Face layout, with its model card where it has one.</summary>
public sealed class ExportModel : PipelineTask
{
    /// <summary>A folder that does not exist yet, or is empty.</summary>
    public string? Output { get; set; }

    protected override void Run()
    {
        var output = Session.Start.At(Output!);
        var (experiment, run) = SingleRun.Of(Session, "Export");
        var card = ModelCardFile.Find(experiment, run.Name, experiment.Spec.Seeds[0]);
        ExportStage.Run(TrainedModels.SourceOf(experiment, run, experiment.Spec.Seeds[0]), output, card);
        if (card is null)
            Say("The folder has no model card: the report has none of this model. The target Report writes it.");
        Say($"{run.Name}/{experiment.Spec.Seeds[0]} exported to {output}");
    }
}
