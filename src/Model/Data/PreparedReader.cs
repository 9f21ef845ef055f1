namespace Emotune.Model.Data;

/// <summary>Reads the Parquet files that Prepare wrote.</summary>
public static class PreparedReader
{
    /// <summary>Reads <c>SPLIT.parquet</c> of <paramref name="folder"/>.</summary>
    /// <exception cref="DiagnosticException">EXP3025 where the file is missing or not one that Prepare wrote.</exception>
    public static PreparedSplit Read(string folder, Split split) => PreparedSplitFile.Read(Path.Combine(folder, split.FileName()));
}
