namespace Emotune.Model.Data;

/// <summary>Reads what Prepare wrote.</summary>
/// <exception cref="DiagnosticException">EXP3001 where a file is missing, EXP3025 where it is not one that Prepare wrote.</exception>
public static class PreparedReader
{
    /// <summary>Reads <c>SPLIT.parquet</c>.</summary>
    public static PreparedSplit Read(string folder, Split split) => PreparedSplitFile.Read(Path.Combine(folder, split.FileName()));

    /// <summary>Reads <c>label_map.json</c>: the labels' names in the order of their ids.</summary>
    public static IReadOnlyList<string> ReadLabels(string folder) =>
        DataFiles.ReadJson<LabelMap>(Path.Combine(folder, Preparer.LabelMapFile)).Labels;

    /// <summary>Reads <c>dataset.json</c>.</summary>
    public static DatasetStatistics ReadStatistics(string folder) =>
        DataFiles.ReadJson<DatasetStatistics>(Path.Combine(folder, Preparer.StatisticsFile));
}
