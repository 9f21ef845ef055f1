using System.Text;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>
/// The card of a folder that has the graph and not the weights. The report's card tells how to load either, and calls the model one for
/// Transformers, which such a folder is not.
/// </summary>
internal static class OnnxCard
{
    private const string Fence = "```";

    /// <param name="card">As <see cref="ModelCard"/> wrote it.</param>
    public static string Of(string card)
    {
        var text = new StringBuilder();
        var (isCode, isLeftOut) = (false, false);
        foreach (var line in card.Split('\n'))
        {
            if (!isCode && line.StartsWith('#'))
                isLeftOut = CardLoading.OfWeights.Contains(line.TrimStart('#', ' '));
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                isCode = !isCode;
            if (!isLeftOut)
                text.Append(Changed(line)).Append('\n');
        }

        // The last line break ends a line and begins none.
        return text.ToString(0, text.Length - 1);
    }

    private static string Changed(string line) => line switch
    {
        CardMetadata.LibraryOfWeights => CardMetadata.LibraryOfGraph,
        CardLoading.OtherFormat => CardLoading.ThisFormat,
        _ => line,
    };
}
