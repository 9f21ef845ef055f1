using Emotune.Model.Data;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>
/// Where labels come from that no key names. Parquet files had their names in the rows alone, before those in their metadata counted: a
/// result of that time must not pass for one of today.
/// </summary>
internal static class LabelSources
{
    private const string Source = "metadata, or else rows";

    public static IEnumerable<KeyValuePair<string, string>> OfData(DataSpec data) =>
        Of("data.label_names", data.Format, data.Labels, data.Columns);

    public static IEnumerable<KeyValuePair<string, string>> OfSet(ExtraSetSpec set) =>
        Of("label_names", set.Format, set.Labels, set.Columns);

    private static IEnumerable<KeyValuePair<string, string>> Of(
        string name, DatasetFormat format, DataFileSpec? labels, ColumnsSpec? columns) =>
        format == DatasetFormat.Parquet && labels is null && columns?.LabelIndicators is null ? [new(name, Source)] : [];
}
