using Emotune.Diagnostics;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <summary>Whether what a run starts from was trained on the ids that the run is given for the same texts.</summary>
internal static class StartTokenizer
{
    /// <param name="backbone">The tokenizer that the data was prepared with.</param>
    /// <exception cref="DiagnosticException">EXP3521: the start has a tokenizer of its own, which gives other ids.</exception>
    public static void Require(TextTokenizer backbone, ModelStart start)
    {
        if (start.InitializeFrom is not { } folder || !TextTokenizer.IsIn(folder))
            return;
        var own = TextTokenizer.Load(folder);
        if (own.FirstDifference(backbone) is { } difference)
        {
            throw new DiagnosticException(Problems.StartTokenizerDiffers.At(
                start.InitializeFromAt ?? new SourceLocation(folder), folder, start.Backbone, difference.Rule, difference.Own,
                difference.Other));
        }
    }
}
