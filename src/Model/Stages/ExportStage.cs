using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Tokenization;

namespace Emotune.Model.Stages;

/// <summary>A trained run as one folder in Hugging Face layout: adapters merged, the tokenizer beside it.</summary>
internal static class ExportStage
{
    /// <param name="folder">Made where missing.</param>
    /// <param name="card">The model card; null for none.</param>
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP40xx: a file is not valid or cannot be written.</exception>
    public static void Run(ModelSource source, string folder, string? card = null) =>
        StageBoundary.Run("Export", () => Export(source, folder, card));

    private static void Export(ModelSource source, string folder, string? card)
    {
        using var loaded = source.Load(new Inference(Environment.ProcessorCount, NumericPrecision.Float32, BatchTokens: 0));
        AtomicFolder.Write(folder, unfinished =>
        {
            loaded.Classifier.WriteMerged(unfinished);
            TextTokenizer.Copy(source.TokenizerFolder, unfinished);
            if (card is not null)
                AtomicFile.Copy(card, Path.Combine(unfinished, StageLayout.Report.ExportedCard));
        });
    }
}
