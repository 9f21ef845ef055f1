namespace Emotune.Model.Data;

/// <summary>The three disjoint parts of a data set.</summary>
internal enum Split { Train, Validation, Test }

/// <summary>How splits are called in file names and tables.</summary>
internal static class SplitNames
{
    internal const string Train = "train", Validation = "validation", Test = "test", Extension = ".parquet";

    public static IReadOnlyList<Split> All { get; } = [Split.Train, Split.Validation, Split.Test];

    /// <summary><c>train</c>, <c>validation</c> or <c>test</c>.</summary>
    public static string Name(this Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };

    /// <summary>The split's file in a folder of prepared data, e.g. <c>train.parquet</c>.</summary>
    public static string FileName(this Split split) => split.Name() + Extension;
}
