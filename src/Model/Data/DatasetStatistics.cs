namespace Emotune.Model.Data;

/// <summary>What Prepare counted: <c>dataset.json</c>.</summary>
/// <param name="Splits">In the order train, validation, test.</param>
/// <param name="Labels">In the order of their ids.</param>
/// <param name="MaxLength">Word pieces at which a row is cut, special ones included.</param>
/// <param name="Shared">For each two splits, the rows that they share.</param>
internal sealed record DatasetStatistics(
    IReadOnlyList<SplitStatistics> Splits, IReadOnlyList<LabelStatistics> Labels, int MaxLength, IReadOnlyList<SharedRows> Shared);

/// <summary>One split's rows and their lengths in word pieces, special ones included, before truncation.</summary>
/// <param name="Unlabelled">Rows that carry no label.</param>
/// <param name="SeveralLabels">Rows that carry more than one label.</param>
/// <param name="LabelsPerRow">The mean number of labels of a row.</param>
/// <param name="Duplicates">Rows whose cleaned text stands earlier in the same split.</param>
/// <param name="Truncated">Rows longer than the maximum length.</param>
/// <param name="P95Tokens">The 95th percentile, linear between the two nearest ranks; so is the median.</param>
/// <param name="Lengths">The rows of each length that occurs, ascending.</param>
internal sealed record SplitStatistics(
    string Name, int Rows, int Unlabelled, int SeveralLabels, double LabelsPerRow, int Duplicates, int Truncated,
    double MeanTokens, double MedianTokens, double P95Tokens, int MaxTokens, IReadOnlyList<LengthCount> Lengths);

/// <summary>How many rows have a length in word pieces.</summary>
internal sealed record LengthCount(int Tokens, int Rows);

/// <summary>Rows that carry a label, a split at a time.</summary>
internal sealed record LabelStatistics(string Name, int TrainPositives, int ValidationPositives, int TestPositives);

/// <summary>How many rows of the second split have a cleaned text that the first has too.</summary>
internal sealed record SharedRows(string First, string Second, int Rows);
