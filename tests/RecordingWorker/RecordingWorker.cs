using System.Security.Cryptography;
using System.Text;
using Emotune.Model.Diagnostics;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Recording;

/// <summary>
/// Stands in for the stages: records that it was asked, and makes of each file what the real stage would make it
/// depend on, so that tests of the pipeline need neither weights nor minutes.
/// </summary>
public sealed class RecordingWorker : IStageWorker
{
    public StageYield Run(StageWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Variable("RECORD_TO") is { } log)
        {
            lock (typeof(RecordingWorker))
                File.AppendAllText(log, work.Node.Title + "\n");
        }
        Interfere(work);
        foreach (var (file, inputs) in Files(work).Where(f => Variable("RECORD_SKIP") != $"{work.Node.Title}|{f.File}"))
        {
            File.WriteAllText(
                Path.Combine(work.OutputFolder, file), file == StageFiles.ExplainedRows ? Ranking(work) : Digest(work, inputs));
        }
        if (int.TryParse(Variable("RECORD_DELAY_MS"), out var delay))
            work.Cancellation.WaitHandle.WaitOne(delay);
        work.Progress("recorded");
        return new StageYield(1);
    }

    // RECORD_SKIP=TITLE|FILE leaves a file out. RECORD_FAIL=lora/42 Train makes that stage fail; RECORD_EDIT=TITLE|FILE edits a file
    // while the stage runs.
    private static void Interfere(StageWork work)
    {
        if (Variable("RECORD_FAIL") == work.Node.Title)
            throw new DiagnosticException(new Diagnostic("EXP4999", "made to fail"));
        if (Variable("RECORD_EDIT")?.Split('|') is [var title, var file] && title == work.Node.Title)
            File.AppendAllText(file, "edited meanwhile\n");
    }

    private static IEnumerable<(string File, string[] Inputs)> Files(StageWork work) => work.Node.Kind switch
    {
        // The rows do not depend on the map, nor on the experiment's labels.
        StageKind.Prepare when work.ExtraSet is not null =>
            [(StageFiles.ExtraSetRows, Without(work, "data.")), (StageFiles.ExtraSet, All(work))],
        StageKind.Predict when work.ExtraSet is not null => Named([StageFiles.ExtraSetLogits], All(work)),
        StageKind.Evaluate when work.ExtraSet is not null => Named([StageFiles.Metrics], All(work)),
        StageKind.Prepare =>
        [
            (StageFiles.Train, ["data.train", "data.labels"]), (StageFiles.Validation, ["data.validation", "data.labels"]),
            (StageFiles.Test, ["data.test", "data.labels"]), (StageFiles.LabelMap, ["data.labels"]),
            (StageFiles.Dataset, ["data.train", "data.validation", "data.test", "data.labels"]), (StageFiles.ExplainedRows, ["data.test"]),
        ],
        StageKind.Pretrain => Named(
            [.. work.Node.Inputs.Where(i => i.Producer is null).Select(i => Path.GetFileName(i.Path)).Union([StageFiles.Weights]),
                StageFiles.TrainingLog], All(work)),
        StageKind.Train =>
            Named(["config.json", "model.safetensors", "adapter_config.json", "adapter_model.safetensors", "head.json", "head.safetensors",
            StageFiles.Parameters, StageFiles.TrainingLog, StageFiles.ValidationLog], All(work)),
        StageKind.Predict => [(StageFiles.Validation, Without(work, "data/test")), (StageFiles.Test, Without(work, "data/validation"))],
        StageKind.Calibrate => Named([StageFiles.Calibration, StageFiles.Thresholds], All(work)),
        StageKind.Evaluate =>
            Named([StageFiles.Metrics, StageFiles.Reliability, StageFiles.ThresholdCurves, StageFiles.LabelConfusion], All(work)),
        StageKind.Explain => Named([StageFiles.Attributions, StageFiles.TokenImportance], All(work)),
        StageKind.Compare =>
        [
            (StageFiles.Comparison, WithoutFile(work, StageFiles.Attributions)),
            (StageFiles.Agreement, All(work)), (StageFiles.AgreementTable, All(work)), (StageFiles.LabelWords, All(work)),
            (StageFiles.Faithfulness, All(work)),
            (StageFiles.Sizes, WithoutFile(work, StageFiles.Attributions)),
        ],
        StageKind.Plot => Named(["f1.svg"], All(work)),
        _ => Named(["index.html", "report.md", "results.csv", "costs.csv", "results.txt"], All(work)),
    };

    private static IEnumerable<(string, string[])> Named(string[] files, string[] inputs) => files.Select(f => (f, inputs));

    private static string[] All(StageWork work) => [.. work.Node.Inputs.Select(i => i.Name)];

    private static string[] Without(StageWork work, string prefix) =>
        [.. All(work).Where(n => !n.StartsWith(prefix, StringComparison.Ordinal))];

    private static string[] WithoutFile(StageWork work, string file) =>
        [.. All(work).Where(n => !n.EndsWith("/" + file, StringComparison.Ordinal))];

    private static string Ranking(StageWork work)
    {
        var test = work.Node.Inputs.Single(i => i.Name == "data.test");
        return string.Concat(
            File.ReadLines(work.Artifacts.Input(test)).Select(line => $"{{\"text\":\"{line.Split('\t')[0]}\"}}\n"));
    }

    private static string Digest(StageWork work, string[] inputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in work.Node.Parameters.Where(
            p => inputs.Length == work.Node.Inputs.Count || !p.Key.StartsWith("map.", StringComparison.Ordinal)))
        {
            text.Append(name).Append('=').Append(value).Append('\n');
        }

        foreach (var input in work.Node.Inputs.Where(i => inputs.Contains(i.Name)))
        {
            var lines = File.ReadLines(work.Artifacts.Input(input)).Take(input.FirstLines ?? int.MaxValue);
            text.Append(input.Name).Append('=').AppendJoin('\n', lines).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))) + "\n";
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
