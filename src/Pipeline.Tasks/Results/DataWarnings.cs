using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Results;

/// <summary>Warns of what is probably wrong with prepared data although it can be read.</summary>
internal static class DataWarnings
{
    /// <summary>Shared comments and labels; needs prepared data that is up to date.</summary>
    public static IReadOnlyList<Diagnostic> In(ExperimentSession experiment)
    {
        DatasetStatistics statistics;
        try
        {
            statistics = PreparedReader.ReadStatistics(experiment.Artifacts.Stage(StageKind.Prepare));
        }
        catch (DiagnosticException)
        {
            // The stages that need the file say what is wrong with it.
            return [];
        }

        var keys = experiment.Paths.SplitKeys;
        return
        [
            .. LeakWarnings.Of(statistics, keys),
            .. LabelWarnings.Of(
                statistics, labels => LabelPlaces.Find(experiment.Spec.Data.ToSource(experiment.Paths), labels),
                keys.GetValueOrDefault(Split.Train.Name())),
        ];
    }
}
