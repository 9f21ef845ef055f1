using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data;

/// <summary>Reads what Prepare wrote.</summary>
/// <exception cref="DiagnosticException">A file is missing (a split: EXP3001, else EXP4001) or not one that Prepare wrote (EXP3025,
/// EXP4030).</exception>
internal static class PreparedReader
{
    /// <summary>Reads <c>SPLIT.parquet</c>.</summary>
    public static PreparedSplit Read(string folder, Split split) => PreparedSplitFile.Read(Path.Combine(folder, split.FileName()));

    /// <summary>Reads <c>label_map.json</c>: the labels' names in the order of their ids.</summary>
    public static IReadOnlyList<string> ReadLabels(string folder) =>
        Json.Read<LabelMap>(Path.Combine(folder, Preparer.LabelMapFile)).Labels;

    /// <summary>Reads <c>dataset.json</c>.</summary>
    public static DatasetStatistics ReadStatistics(string folder) =>
        Json.Read<DatasetStatistics>(Path.Combine(folder, Preparer.StatisticsFile));
}
