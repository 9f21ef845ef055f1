using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Data.Inputs;

/// <summary>
/// Reads texts to classify. The file's name says its format: CSV, TSV, JSON and Parquet have columns as the experiment's own data have
/// them, and any other file has one text a line.
/// </summary>
internal static class InputFile
{
    /// <summary>The column whose values name the rows.</summary>
    public const string IdColumn = "id";

    /// <param name="experiment">The experiment's own data, for its columns, its delimiter and its encoding.</param>
    /// <exception cref="DiagnosticException">Every problem of the file, at its line (EXP3001–3024, EXP3033, EXP3041–3048).</exception>
    public static InputTable Read(string path, DatasetSource experiment)
    {
        var problems = new ProblemList(path);
        var remarks = new List<Diagnostic>();
        var rows = Rows(path, experiment, problems, remarks).ToList();
        foreach (var row in rows.Where(r => string.IsNullOrWhiteSpace(r.Text)))
            problems.Add(Problems.TextEmpty, row.Place);
        problems.ThrowIfAny();
        return new InputTable(rows, remarks);
    }

    private static IEnumerable<InputRow> Rows(string path, DatasetSource experiment, ProblemList problems, List<Diagnostic> remarks) =>
        Extension(path) switch
        {
            ".csv" => CsvInput.Read(
                path, experiment.Format == DatasetFormat.Csv ? experiment.Delimiter : null, experiment, problems, remarks),
            ".tsv" or ".tab" => TsvInput.Read(path, experiment, problems, remarks),
            ".jsonl" or ".ndjson" or ".json" => JsonInput.Read(path, experiment, problems),
            ".parquet" => ParquetInput.Read(path, experiment, problems, remarks),
            _ => TextLines.Read(path, experiment.Encoding, problems).Select(l => new InputRow(l.Line, l.Text, null, [])),
        };

    private static string Extension(string path)
    {
        var name = path.EndsWith(DataText.GzipExtension, StringComparison.OrdinalIgnoreCase)
            ? path[..^DataText.GzipExtension.Length]
            : path;
        return Path.GetExtension(name).ToLowerInvariant();
    }
}
