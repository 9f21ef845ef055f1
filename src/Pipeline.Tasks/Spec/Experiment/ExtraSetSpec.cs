using Emotune.Model.Data;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>
/// Another labelled file that runs are measured on as they are: nothing is trained or chosen on it. What it does not say is as in
/// <c>data</c>.
/// </summary>
/// <param name="Name">Also the name of its folders of results.</param>
/// <param name="File">As written in the experiment; see <see cref="ExperimentPaths.ExtraSets"/>.</param>
/// <param name="Labels">A file with one of the set's labels a line; null where the labels come from its rows.</param>
/// <param name="Columns">Null for <see cref="DatasetFormat.TsvLabelIds"/>, whose columns are fixed.</param>
/// <param name="Map">The set's label → those of the experiment of which at least one holds; none to ignore it.</param>
/// <param name="Encoding">Of the text files without a byte order mark; null where nothing is said of it.</param>
internal sealed record ExtraSetSpec(
    string Name,
    DataFileSpec File,
    DatasetFormat Format,
    DataFileSpec? Labels,
    ColumnsSpec? Columns,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Map,
    TextEncoding? Encoding = null)
{
    /// <summary>The one file as all splits.</summary>
    public DatasetSource ToSource(ExtraSetPlace place) => ColumnsSpec.Applied(Columns, new DatasetSource
    {
        Format = Format,
        Train = place.File,
        Validation = place.File,
        Test = place.File,
        Labels = place.Labels,
        Encoding = Encoding,
    });

    public LabelMapping ToMapping(ExtraSetPlace place) => new(
        $"evaluation.extra_sets.{Name}.map",
        [.. Map.Select(m => new LabelMapEntry(m.Key, m.Value, place.MapEntries.GetValueOrDefault(m.Key)))],
        place.Map);
}
