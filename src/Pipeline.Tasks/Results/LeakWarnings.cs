using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Results;

/// <summary>Warns of comments of validation and test that training sees too.</summary>
internal static class LeakWarnings
{
    /// <summary>EXP5011, one for each split, at its key in the experiment; needs prepared data that is up to date.</summary>
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
        return Of(statistics, experiment.Paths.SplitKeys);
    }

    /// <param name="keys">Where the experiment names each split.</param>
    internal static IReadOnlyList<Diagnostic> Of(DatasetStatistics statistics, IReadOnlyDictionary<string, SourceLocation?> keys) =>
    [
        .. statistics.Shared.Where(s => s.First == Split.Train.Name() && s.Rows > 0).Select(s => Of(s, statistics, keys)),
    ];

    private static Diagnostic Of(SharedRows shared, DatasetStatistics statistics, IReadOnlyDictionary<string, SourceLocation?> keys)
    {
        var rows = statistics.Splits.Single(s => s.Name == shared.Second).Rows;
        var percent = (100.0 * shared.Rows / rows).ToString("0.##", CultureInfo.InvariantCulture);
        return Problems.CommentsInTrain.At(keys.GetValueOrDefault(shared.Second), shared.Rows, rows, $"data.{shared.Second}", percent);
    }
}
