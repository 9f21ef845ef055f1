using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Goes on with the backbone's masked language modelling on the training texts, where the experiment asks for it.</summary>
public sealed class PretrainBackbone : StageTask
{
    private protected override int ThreadsOf(ExperimentSession experiment, StageNode node) => experiment.Spec.Backbone.Pretrain!.Threads;

    private protected override StageYield Work(ExperimentSession experiment, StageWork work)
    {
        var pretrain = work.Spec.Backbone.Pretrain!;
        var request = new PretrainRequest(
            experiment.Paths.Backbone,
            pretrain.FromScratch,
            pretrain.MaskingProbability,
            pretrain.ToOptions(),
            work.Spec.Data.MaxLength,
            work.Folder(StageKind.Prepare),
            work.CheckpointFolder,
            TimeSpan.FromSeconds(pretrain.CheckpointSeconds),
            work.OutputFolder);
        return new StageYield(PretrainStage.Run(request, work.Log, work.Cancellation));
    }
}
