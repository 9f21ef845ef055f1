using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>Which of a user's texts are names that Hugging Face's hub takes in the metadata of a card; it refuses any other.</summary>
internal static partial class HubNames
{
    /// <summary>Whether the text has the form of a model or a data set on the hub: <c>org/name</c>, or <c>name</c> alone.</summary>
    public static bool IsRepository(string text) => Repository().IsMatch(text);

    /// <summary>The data set that the text names, by its address on the hub or by <c>org/name</c>; null for any other text.</summary>
    public static string? DataSet(string? source)
    {
        if (source is null)
            return null;
        var name = source.Trim();
        var isAddress = name.StartsWith(DataSets, StringComparison.OrdinalIgnoreCase);
        name = isAddress ? name[DataSets.Length..].TrimEnd('/') : name;
        return IsRepository(name) && (isAddress || name.Contains('/', StringComparison.Ordinal)) ? name : null;
    }

    /// <summary>The codes of ISO 639 in a list of them; none where the text has any other word.</summary>
    public static IReadOnlyList<string> Languages(string? text)
    {
        string[] words = [.. (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)];
        return words.All(w => Language().IsMatch(w)) ? [.. words.Distinct(StringComparer.Ordinal)] : [];
    }

    private const string DataSets = "https://huggingface.co/datasets/";

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?\z")]
    private static partial Regex Repository();

    [GeneratedRegex(@"\A([a-z]{2,3}|multilingual)\z")]
    private static partial Regex Language();
}
