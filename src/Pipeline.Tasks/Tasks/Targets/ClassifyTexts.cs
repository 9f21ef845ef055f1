using Emotune.Model;
using Emotune.Model.Data;

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
        using var registration = Session.Terminated.Register(Cancel);
        var texts = TextsFile.Read(Session.Start.At(Input!));
        var (experiment, run) = SingleRun.Of(Session, "Classify");
        using var classifier = TextClassifier.Load(
            experiment.Artifacts.Root, run.Name, experiment.Spec.Seeds[0], experiment.BackboneFolder, run.Training.Threads);
        var lines = classifier.Classify(texts, Cancellation).Select(c => c.ToJson()).ToList();
        if (string.IsNullOrEmpty(Output))
            lines.ForEach(Say);
        else
            OutputFile.Write(Session.Start.At(Output), string.Concat(lines.Select(l => l + "\n")));
    }
}
