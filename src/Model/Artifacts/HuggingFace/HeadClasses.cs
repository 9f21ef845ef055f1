namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>The classes of Transformers whose heads do not give a text its labels, though their tensors may have the same names.</summary>
internal static class HeadClasses
{
    private static readonly string[] Others =
        ["ForTokenClassification", "ForQuestionAnswering", "ForMultipleChoice", "ForNextSentencePrediction"];

    /// <summary>The first such class; null where there is none.</summary>
    public static string? Other(IEnumerable<string> classes) =>
        classes.FirstOrDefault(c => Others.Any(o => c.EndsWith(o, StringComparison.Ordinal)));
}
