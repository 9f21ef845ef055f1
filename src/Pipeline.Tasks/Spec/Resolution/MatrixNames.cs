using System.Globalization;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Names the runs of a matrix after what differs: <c>lora-r8-lr2e-3</c>.</summary>
internal static class MatrixNames
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["learning_rate"] = "lr",
        ["lora.rank"] = "r",
        ["lora.alpha"] = "a",
        ["lora.dropout"] = "drop",
        ["training.batch_size"] = "batch",
        ["training.weight_decay"] = "wd",
    };

    public static string Name(string run, IEnumerable<CheckedEntry> point) =>
        string.Join('-', point.Select(Part).Prepend(run));

    private static string Part(CheckedEntry entry)
    {
        var key = Short.TryGetValue(entry.Key, out var name) ? name : entry.Key[(entry.Key.LastIndexOf('.') + 1)..];
        return entry.Node switch
        {
            CheckedValue { Value: long or double } number => key + Number(Convert.ToDouble(number.Value, CultureInfo.InvariantCulture)),
            CheckedValue { Value: string text } => FolderName.From(text),
            CheckedList list => string.Join('_', list.Items.Select(item => FolderName.From(NodeText.Of(item)))),
            _ => key + "-" + FolderName.From(NodeText.Of(entry.Node)),
        };
    }

    /// <summary>Shorter than 0.01 as in 2e-3, otherwise as in 0.05 or 32.</summary>
    private static string Number(double value) => value is > 0 and < 0.01
        ? value.ToString("0.################e-0", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
