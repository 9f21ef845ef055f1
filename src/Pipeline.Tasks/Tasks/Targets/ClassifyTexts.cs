using Emotune.Model.Artifacts.Files;
using Emotune.Model.Data;
using Emotune.Model.Stages;
using Emotune.Pipeline.Tasks.Stages;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Labels new texts by a trained run's first seed: a line of text in, a line of JSON out.</summary>
public sealed class ClassifyTexts : PipelineTask
{
    /// <summary>One text a line.</summary>
    public string? Input { get; set; }

    /// <summary>JSON lines; the build's output where empty.</summary>
    public string? Output { get; set; }

    protected override void Run()
    {
        var texts = TextsFile.Read(Input!);
        var (experiment, run) = SingleRun.Of(Session, "Classify");
        var seed = experiment.Spec.Seeds[0];
        var request = new ClassifyRequest(
            TrainedModels.SourceOf(experiment, run, seed),
            experiment.Spec.Prediction.ToInference(run.Training.Threads),
            experiment.Artifacts.Stage(StageKind.Prepare),
            experiment.Artifacts.Stage(StageKind.Calibrate, run.Name, seed),
            experiment.Spec.Data.Clean,
            experiment.Spec.Data.MaxLength);
        var lines = ClassifyStage.Run(request, texts, Cancellation).Select(c => c.ToLine()).ToList();
        if (string.IsNullOrEmpty(Output))
            lines.ForEach(Say);
        else
            AtomicFile.WriteText(FinalPath.Of(Output), string.Concat(lines.Select(l => l + "\n")));
    }
}
