using Emotune.Model.Artifacts.Files;
using Emotune.Model.Data;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec;
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
        var folder = Path.Combine(experiment.Artifacts.Root, RunPlan.Folder(run.Name, seed));
        var request = new ClassifyRequest(
            TrainedModels.SourceOf(experiment, run, seed),
            experiment.Spec.Prediction.ToInference(run.Training.Threads),
            Path.Combine(experiment.Artifacts.Root, StagePlan.DataFolder),
            Path.Combine(folder, "calibrate"),
            experiment.Spec.Data.Clean.ToSteps(),
            experiment.Spec.Data.MaxLength);
        var lines = ClassifyStage.Run(request, texts, Cancellation).Select(c => c.ToLine()).ToList();
        if (string.IsNullOrEmpty(Output))
            lines.ForEach(Say);
        else
            AtomicFile.WriteText(Path.GetFullPath(Output), string.Concat(lines.Select(l => l + "\n")));
    }
}
