using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Labels that are given by position need names: a file's, or those in the metadata of Parquet files.</summary>
internal sealed class LabelPositionRules(SpecProblems problems)
{
    /// <param name="paths">Null where no files are looked for, or where some are missing.</param>
    /// <param name="looked">Whether files were looked for, so that Parquet files may have the names.</param>
    public void Check(ExperimentTree tree, ExperimentPaths? paths, bool looked)
    {
        if (tree.Root.Block("data") is { } data)
            Check(data, "data", paths?.Train, looked);
        foreach (var set in ExtraSetCompletion.SetsOf(tree.Root))
        {
            if (set.Node is CheckedBlock block)
                Check(block, ExtraSetCompletion.PathOf(set), paths?.ExtraSets.GetValueOrDefault(set.Key)?.File, looked);
        }
    }

    private void Check(CheckedBlock data, string path, string? file, bool looked)
    {
        if (data.Block("columns") is not { } columns || columns.Find("label_values") is not { Node: CheckedValue { Value: "ids" } } ids
            || data.Find("labels") is not null || (looked && data.Value("format") is "parquet" && MayHaveNames(file, columns)))
        {
            return;
        }

        problems.Add(Problems.MissingKey.At(
            ids.KeyOrigin.At, $"{path}.labels", " where 'label_values' is 'ids'", new PathType(false).Expectation));
    }

    // What is wrong with the file itself is told when it is read.
    private static bool MayHaveNames(string? file, CheckedBlock columns)
    {
        if (file is null || columns.Value("label") is not string column)
            return true;
        try
        {
            return ParquetLabelNames.In(file, column) is not null;
        }
        catch (DiagnosticException)
        {
            return true;
        }
    }
}
