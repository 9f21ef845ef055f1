using Emotune.Model.Data;
using Emotune.Model.Prediction;

namespace Emotune.Benchmarks;

/// <summary>GoEmotions' comments as the network reads them.</summary>
internal static class Comments
{
    public static EncodedRows Read(BenchmarkSettings settings, Split split, int? trainRows = null)
    {
        var source = settings.Source(trainRows);
        var labels = LabelSet.For(source);
        var rows = DatasetReader.Read(source, labels, split);
        var ids = settings.Tokenizer().EncodeAll([.. rows.Select(r => r.Text)], BenchmarkSettings.MaxLength);
        var multiHot = new byte[rows.Count * labels.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var label in rows[i].Labels)
                multiHot[i * labels.Count + label] = 1;
        }
        return new EncodedRows(ids, multiHot, labels.Count);
    }

    public static EncodedRows First(EncodedRows rows, int count) =>
        new([.. rows.InputIds.Take(count)], rows.MultiHotLabels[..(count * rows.LabelCount)], rows.LabelCount);
}
