using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;

namespace Emotune.Model.Pretraining;

/// <summary>A masked language model as a folder in Hugging Face layout.</summary>
internal static class MaskedLanguageModelFiles
{
    /// <summary>A model to go on with: the folder's encoder, and its head where it has one.</summary>
    /// <param name="seed">Decides the values of a fresh head.</param>
    /// <exception cref="DiagnosticException">EXP40xx, EXP41xx: what the folder lacks. EXP4060: it lacks a head that its family must have
    /// to be gone on with.</exception>
    public static MaskedLanguageModel Load(string folder, long seed)
    {
        var config = HuggingFaceConfig.Load(folder).Encoder;
        using var weights = WeightFolder.Open(folder, config.Family, withPretrainingHead: true);
        var model = new MaskedLanguageModel(config);
        try
        {
            model.Load(weights, seed);
            RequireHead(model, folder);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The pooler of a folder's encoder, which masked language modelling passes by; none where it has none.</summary>
    public static IReadOnlyList<(string Name, WeightArray Value)> Pooler(string folder, EncoderFamily family)
    {
        using var weights = WeightFolder.Open(folder, family);
        var prefix = $"{family.Names.Prefix}.pooler.";
        return [
            .. weights.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
                .Select(n => (n, new WeightArray(weights.Shape(n), weights.Read(n))))];
    }

    /// <summary>Writes weights and configuration, and copies the tokenizer's files.</summary>
    /// <param name="settings">What the encoder was read from; null for one that has none.</param>
    /// <param name="beside">Weights that are no part of the model and stay in its file.</param>
    /// <exception cref="DiagnosticException">EXP4021: a file cannot be written.</exception>
    public static void Write(
        MaskedLanguageModel model, string folder, IEnumerable<string> tokenizerFiles, HuggingFaceConfig? settings = null,
        IReadOnlyList<(string Name, WeightArray Value)>? beside = null)
    {
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, WeightFolder.FileName),
            model.NamedParameters.Select(p => NamedTensor.FromSingle(p.Name, p.Value.shape, TensorMemory.Span(p.Value)))
                .Concat((beside ?? []).Select(t => NamedTensor.FromSingle(t.Name, t.Value.Shape, t.Value.Data))));
        (settings ?? HuggingFaceConfig.Create(model.Config)).WriteEncoder(folder);
        foreach (var file in tokenizerFiles)
            AtomicFile.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    private static void RequireHead(MaskedLanguageModel model, string folder)
    {
        var family = model.Config.Family;
        if (model.HasFreshHead && !family.PretrainingHead.MayBeFresh)
            throw new DiagnosticException(Problems.NoPretrainingHead.In(folder, family.DisplayName, family.PretrainingHead.Transform));
    }
}
