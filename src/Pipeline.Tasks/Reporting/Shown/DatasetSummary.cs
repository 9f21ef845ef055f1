namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What Prepare counted: the part of <c>dataset.json</c> that the report shows.</summary>
/// <param name="Splits">In the order train, validation, test.</param>
/// <param name="Labels">In the order of the label map.</param>
/// <param name="MaxLength">Word pieces at which a comment is cut, special ones included.</param>
/// <param name="Shared">Rows that two splits have in common.</param>
internal sealed record DatasetSummary(
    IReadOnlyList<SplitSummary> Splits,
    IReadOnlyList<LabelSummary> Labels,
    int MaxLength,
    IReadOnlyList<SplitOverlap> Shared);

/// <summary>One split's rows and their lengths in word pieces, special ones included.</summary>
/// <param name="Unlabelled">Rows that carry no label.</param>
/// <param name="Duplicates">Rows whose text stands earlier in the same split.</param>
/// <param name="Truncated">Rows longer than the maximum length.</param>
internal sealed record SplitSummary(
    string Name, int Rows, int Unlabelled, int Duplicates, int Truncated, double MeanTokens, double MedianTokens, double P95Tokens,
    int MaxTokens);

/// <summary>Rows that carry a label, a split at a time.</summary>
internal sealed record LabelSummary(string Name, int TrainPositives, int ValidationPositives, int TestPositives);

/// <summary>Rows whose text stands in both splits.</summary>
internal sealed record SplitOverlap(string First, string Second, int Rows);
