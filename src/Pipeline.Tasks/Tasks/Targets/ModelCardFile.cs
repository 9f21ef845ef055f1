using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>The model card that the report wrote of a run, as long as it is that of the model as it is now.</summary>
internal static class ModelCardFile
{
    // What a card quotes of the experiment beside what the stages of the run read.
    private static readonly string[] Quoted = ["data_card.", "report."];

    /// <returns>Null where there is none, or where it is of an earlier training, of other data, or was changed.</returns>
    public static string? Find(ExperimentSession experiment, string run, long seed)
    {
        var name = StageLayout.Report.CardOf(RunFileName.Of(run, seed));
        var folder = experiment.Artifacts.Stage(StageKind.Report);
        var card = Path.Combine(folder, name);
        return new ResultFolder(folder).Manifest is { } report
            && report.Outputs.TryGetValue(name, out var output) && experiment.Digests.Digest(card) == output.Sha256
            && HasFreshFigures(experiment, run, seed) && ShowsThem(experiment, StageFolder.OfRun(run, seed), report.Key)
            && Texts(report.Key.Parameters).SequenceEqual(Texts(ShownValues.Of(experiment.Spec)))
            ? card
            : null;
    }

    private static bool HasFreshFigures(ExperimentSession experiment, string run, long seed) => experiment.Plan.Stages
        .Where(s => s.Run == run && s.Seed == seed && s.Kind != StageKind.Explain)
        .All(s => experiment.Status(s).IsFresh);

    // The report read the files of the run as they are now.
    private static bool ShowsThem(ExperimentSession experiment, string runFolder, StageKey report)
    {
        // A card does not tell of exports.
        var read = report.Inputs.Where(i => i.Key.StartsWith(runFolder + "/", StringComparison.Ordinal)
            && !i.Key.StartsWith($"{runFolder}/{StageLayout.Export.Folder}/", StringComparison.Ordinal)).ToList();
        return read.Count > 0
            && read.All(i => experiment.Digests.Digest(Path.Combine(experiment.Artifacts.Root, i.Key)) == i.Value);
    }

    private static IEnumerable<KeyValuePair<string, string>> Texts(SortedDictionary<string, string> values) =>
        values.Where(v => Quoted.Any(q => v.Key.StartsWith(q, StringComparison.Ordinal)));
}
