using Emotune.Model.Diagnostics;
using Emotune.Model.Tokenization;

namespace Emotune.Model.Stages;

/// <summary>Whether what a run starts from was trained on the word pieces that the run is given.</summary>
internal static class StartTokenizer
{
    /// <param name="backbone">The tokenizer that the data was prepared with.</param>
    /// <exception cref="DiagnosticException">EXP3521: the start has a tokenizer of its own, with another vocabulary.</exception>
    public static void Require(TextTokenizer backbone, ModelStart start)
    {
        if (start.InitializeFrom is not { } folder || !TextTokenizer.IsIn(folder))
            return;
        var own = TextTokenizer.Load(folder);
        if (own.FirstDifference(backbone) is { } id)
        {
            throw new DiagnosticException(Problems.StartTokenizerDiffers.At(
                start.InitializeFromAt ?? new SourceLocation(folder), folder, start.Backbone, id, own.Piece(id), backbone.Piece(id)));
        }
    }
}
