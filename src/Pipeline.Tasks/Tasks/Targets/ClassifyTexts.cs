using Emotune.Model;
using Emotune.Model.Data.Inputs;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Labels new texts by a trained run's first seed: a row in, a line of JSON out, in the same order.</summary>
public sealed class ClassifyTexts : PipelineTask
{
    /// <summary>A file of texts, as <see cref="InputFile"/> reads it.</summary>
    public string? Input { get; set; }

    /// <summary>JSON lines; the build's output where empty.</summary>
    public string? Output { get; set; }

    protected override void Run()
    {
        using var registration = Session.Terminated.Register(Cancel);
        var (experiment, run) = SingleRun.Of(Session, "Classify");
        var input = InputFile.Read(Session.Start.At(Input!), experiment.Spec.Data.ToSource(experiment.Paths));
        foreach (var remark in input.Remarks)
            Say($"Classify: {remark}");
        using var classifier = TextClassifier.Load(
            experiment.Artifacts.Root, run.Name, experiment.Spec.Seeds[0], experiment.BackboneFolder, run.Training.Threads);
        var lines = classifier.Classify([.. input.Rows.Select(r => r.Text)], Cancellation).Zip(input.Rows, ClassifiedLine.Of).ToList();
        if (string.IsNullOrEmpty(Output))
            lines.ForEach(Say);
        else
            OutputFile.Write(Session.Start.At(Output), string.Concat(lines.Select(l => l + "\n")));
    }
}
