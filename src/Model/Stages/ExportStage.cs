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
    /// <exception cref="DiagnosticException">EXP4209: libtorch failed; EXP40xx: a file is not valid or cannot be written.</exception>
    public static void Run(ModelSource source, string folder) => StageBoundary.Run("Export", () => Export(source, folder));

    private static void Export(ModelSource source, string folder)
    {
        using var loaded = source.Load(new Inference(Environment.ProcessorCount, NumericPrecision.Float32, BatchTokens: 0));
        AtomicFolder.Write(folder, unfinished =>
        {
            loaded.Classifier.WriteMerged(unfinished);
            TextTokenizer.Copy(source.TokenizerFolder, unfinished);
        });
    }
}
