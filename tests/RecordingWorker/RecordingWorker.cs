using System.Security.Cryptography;
using System.Text;
using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Recording;

/// <summary>
/// Stands in for the stages: records that it was asked, and makes of each file what the real stage would make it
/// depend on, so that tests of the pipeline need neither weights nor minutes.
/// </summary>
internal sealed class RecordingWorker : IStageWorker
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
        foreach (var file in Files(work).Where(f => Variable("RECORD_SKIP") != $"{work.Node.Title}|{f}"))
        {
            File.WriteAllText(
                Path.Combine(work.OutputFolder, file),
                file == StageLayout.Prepare.ExplainedRows ? Ranking(work) : Digest(work, file));
        }

        if (int.TryParse(Variable("RECORD_DELAY_MS"), out var delay))
            work.Cancellation.WaitHandle.WaitOne(delay);
        work.Log.Progress("recorded");
        return new StageYield(1);
    }

    // RECORD_SKIP=TITLE|FILE leaves a file out. RECORD_FAIL=lora/42 Train makes that stage fail, RECORD_BREAK without a code;
    // RECORD_EDIT=TITLE|FILE edits a file while the stage runs.
    private static void Interfere(StageWork work)
    {
        if (Variable("RECORD_FAIL") == work.Node.Title)
            throw new DiagnosticException(new Diagnostic("EXP4999", "made to fail"));
        if (Variable("RECORD_BREAK") == work.Node.Title)
            throw new InvalidOperationException("made to break");
        if (Variable("RECORD_EDIT")?.Split('|') is [var title, var file] && title == work.Node.Title)
            File.AppendAllText(file, "edited meanwhile\n");
    }

    private static IEnumerable<string> Files(StageWork work)
    {
        var stage = StageLayout.Of(work.Node.Kind);
        return work.Node.Kind switch
        {
            _ when work.ExtraSet is not null => stage.ExtraSetFiles,
            // The tokenizer's files are copied, and one is written where it is missing.
            StageKind.Pretrain => stage.Files.Union(work.Node.Inputs.Where(i => i.Producer is null).Select(i => Path.GetFileName(i.Path)))
                .Append(ModelLayout.TokenizerConfiguration).Distinct(),
            StageKind.Plot => ["f1.svg"],
            _ => stage.Files,
        };
    }

    /// <summary>What the file depends on where that is less than all that the stage reads.</summary>
    private static string[] Inputs(StageWork work, string file) => (work.Node.Kind, file) switch
    {
        // The rows depend neither on the map nor on the experiment's labels.
        (StageKind.Prepare, StageLayout.Prepare.ExtraSetRows) => Without(work, "data."),
        (StageKind.Prepare, StageLayout.Prepare.Train) => ["data.train", "data.labels"],
        (StageKind.Prepare, StageLayout.Prepare.Validation) => ["data.validation", "data.labels"],
        (StageKind.Prepare, StageLayout.Prepare.Test) => ["data.test", "data.labels"],
        (StageKind.Prepare, StageLayout.Prepare.LabelMap) => ["data.labels"],
        (StageKind.Prepare, StageLayout.Prepare.Statistics or StageLayout.Prepare.LabelFrequencies) =>
            ["data.train", "data.validation", "data.test", "data.labels"],
        (StageKind.Prepare, StageLayout.Prepare.ExplainedRows) => ["data.test"],
        (StageKind.Predict, StageLayout.Predict.Validation) => Without(work, "data/test"),
        (StageKind.Predict, StageLayout.Predict.Test) => Without(work, "data/validation"),
        _ => All(work),
    };

    private static string[] All(StageWork work) => [.. work.Node.Inputs.Select(i => i.Name)];

    private static string[] Without(StageWork work, string prefix) =>
        [.. All(work).Where(n => !n.StartsWith(prefix, StringComparison.Ordinal))];

    private static string Ranking(StageWork work)
    {
        var test = work.Node.Inputs.Single(i => i.Name == "data.test");
        return string.Concat(
            File.ReadLines(work.Artifacts.Input(test)).Select(line => $"{{\"text\":\"{line.Split('\t')[0]}\"}}\n"));
    }

    private static string Digest(StageWork work, string file)
    {
        var inputs = Inputs(work, file);
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
