using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Results;

/// <summary>What was exported, as the report shows it.</summary>
internal static class ExportReader
{
    public static IReadOnlyList<ShownExport> Read(ExperimentSession experiment, IEnumerable<RunResult> runs) =>
    [
        .. from run in runs
           where run.Failure is null
           let folder = StageFolder.OfRun(run.Run, run.Seed)
           from export in experiment.Exports.GetValueOrDefault(folder) ?? []
           select new ShownExport(run, export.Recorded.Folder, export.Recorded.Format, export.Recorded.Files.Sum(f => f.Value.Bytes))
           {
               Quantization = export.Recorded.Quantization,
               Speed = export.Recorded.Speed,
               NotLinked = !export.IsWhole ? "deleted or changed since"
                   : !IsOfThisModel(experiment, folder, export) ? "from an earlier training"
                   : null,
           },
    ];

    private static bool IsOfThisModel(ExperimentSession experiment, string runFolder, FoundExport export) => export.Recorded.Stages.All(
        s => new ResultFolder(Path.Combine(experiment.Artifacts.Root, runFolder, s.Key)).Manifest?.Key.Digest == s.Value);
}
