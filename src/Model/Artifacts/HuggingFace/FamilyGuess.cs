using System.Text.RegularExpressions;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A family that a <c>config.json</c> without a <c>model_type</c> does not name, and what told it.</summary>
internal sealed record GuessedFamily(EncoderFamily Family, string Evidence);

/// <summary>
/// Tells the family of a model of before <c>model_type</c>. Transformers looks for the family's name in the folder's; what the files say
/// themselves goes before that here.
/// </summary>
internal static class FamilyGuess
{
    /// <param name="folder">Of the model.</param>
    /// <param name="tensors">The names in its file of weights; asked for only where nothing else tells.</param>
    /// <returns>Null where nothing tells, or more than one family.</returns>
    public static GuessedFamily? Of(IReadOnlyList<string> architectures, string folder, Func<IReadOnlyList<string>> tensors)
    {
        if (architectures.FirstOrDefault(a => ByClass(a) is not null) is { } architecture)
            return new(ByClass(architecture)!, $"architectures names {architecture}");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (ByFolder(name) is { } family)
            return new(family, $"the folder is named '{name}'");
        return ByTensors(tensors()) is { } stored ? new(stored, $"its tensors are named '{stored.Signature}…'") : null;
    }

    private static EncoderFamily? ByClass(string name) =>
        EncoderFamily.All.FirstOrDefault(f => Regex.IsMatch(name, $@"\A{f.ClassName}(?:Model|For[A-Z]\w*)\z"));

    // A word of its own, as "albert" is none; the longest, as "xlm-roberta" is not "roberta". Other models of the XLM kind are others.
    private static EncoderFamily? ByFolder(string name)
    {
        var family = EncoderFamily.All.OrderByDescending(f => f.ModelType.Length)
            .FirstOrDefault(f => Regex.IsMatch(name, $"(?<![a-z]){f.ModelType}(?![a-z])", RegexOptions.IgnoreCase));
        return Regex.IsMatch(name, "xlm(?!-roberta(?!-xl))", RegexOptions.IgnoreCase) ? null : family;
    }

    private static EncoderFamily? ByTensors(IReadOnlyList<string> names)
    {
        // Families that share their names share their network: the first stands for all.
        var families = EncoderFamily.All.DistinctBy(f => f.Signature)
            .Where(f => names.Any(n => n.StartsWith(f.Signature, StringComparison.Ordinal))).ToList();
        return families.Count == 1 ? families[0] : null;
    }
}
