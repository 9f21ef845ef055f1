using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Data;

/// <summary>Another labelled data set as Evaluate reads it: <c>extra_set.json</c>.</summary>
internal sealed record PreparedExtraSet(SplitStatistics Statistics, LabelCoverage Coverage);

/// <param name="Name">As the experiment calls the set.</param>
/// <param name="Experiment">The experiment's own data set, for its labels.</param>
/// <param name="Set">The set as all its splits; cleaned and cut as the experiment's own texts are.</param>
internal sealed record ExtraSetRequest(string Name, DatasetSource Experiment, PrepareRequest Set, LabelMapping Mapping);

/// <summary>Makes of another labelled data set what predictions on it and their evaluation read.</summary>
internal static class ExtraSetPreparer
{
    public const string RowsFile = "rows.parquet";
    public const string SetFile = "extra_set.json";

    /// <summary>
    /// Writes <c>rows.parquet</c>, with the set's own labels, and <c>extra_set.json</c>, with what they say of the experiment's. The
    /// former does not depend on the map, so that a change of that predicts nothing anew.
    /// </summary>
    /// <exception cref="DiagnosticException">Every problem of the set and its map (EXP3001–3024, EXP3026–3033).</exception>
    public static PreparedExtraSet Prepare(ExtraSetRequest request, string outputFolder)
    {
        var problems = new List<Diagnostic>();
        var ours = Try(() => LabelSet.For(request.Experiment), problems);
        problems.AddRange(ours is null ? [] : request.Mapping.WrongTargets(ours));
        var theirs = Try(() => LabelSet.For(request.Set.Source), problems);
        var rows = theirs is null ? null : Try(() => DatasetReader.Read(request.Set.Source, theirs, Split.Test), problems);
        if (ours is not null && rows is not null)
            problems.AddRange(request.Mapping.Faults(ours, theirs!, rows));
        if (problems.Count > 0)
            throw new DiagnosticException(problems);

        var (prepared, lengths) = Preparer.Encode(rows!, theirs!, request.Set);
        var statistics = DatasetCounter.Count(
            request.Name, prepared, prepared.Texts.Distinct(StringComparer.Ordinal).Count(), lengths, request.Set.MaxLength);
        var set = new PreparedExtraSet(statistics, request.Mapping.Resolve(ours!, prepared));
        Directory.CreateDirectory(outputFolder);
        PreparedSplitFile.Write(Path.Combine(outputFolder, RowsFile), prepared);
        Json.Write(Path.Combine(outputFolder, SetFile), set);
        return set;
    }

    private static T? Try<T>(Func<T> read, List<Diagnostic> problems) where T : class
    {
        try
        {
            return read();
        }
        catch (DiagnosticException e)
        {
            problems.AddRange(e.Diagnostics);
            return null;
        }
    }
}
