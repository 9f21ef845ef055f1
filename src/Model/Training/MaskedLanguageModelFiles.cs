using Emotune.Model.Artifacts;
using Emotune.Model.Network;

namespace Emotune.Model.Training;

/// <summary>A masked language model as a folder in Hugging Face layout.</summary>
public static class MaskedLanguageModelFiles
{
    /// <summary>A model to go on with: the folder's encoder, and its head where it has one of DistilBERT's form.</summary>
    /// <param name="seed">Decides the values of a fresh head.</param>
    /// <exception cref="DiagnosticException">EXP40xx, EXP41xx: what the folder lacks.</exception>
    public static MaskedLanguageModel Load(string folder, long seed)
    {
        var config = HuggingFaceConfig.Load(folder).Encoder;
        var model = new MaskedLanguageModel(config);
        using var encoder = WeightFolder.Open(folder, config.Family);
        var path = Path.Combine(folder, WeightFolder.FileName);
        using var head = File.Exists(path) ? SafetensorsFile.Open(path) : null;
        model.Load(new EncoderWithHead(encoder, head is null ? null : new SafetensorsWeights(head)), seed);
        return model;
    }

    /// <summary>Writes weights and configuration, and copies the tokenizer's files.</summary>
    /// <param name="settings">What the encoder was read from; null for one from scratch.</param>
    /// <exception cref="DiagnosticException">EXP4021: a file cannot be written.</exception>
    public static void Write(MaskedLanguageModel model, string folder, IEnumerable<string> tokenizerFiles, HuggingFaceConfig? settings = null)
    {
        Directory.CreateDirectory(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, WeightFolder.FileName),
            model.NamedParameters.Select(p => NamedTensor.FromSingle(p.Name, p.Value.shape, TensorMemory.Span(p.Value))));
        (settings ?? HuggingFaceConfig.Create(model.Config)).WriteEncoder(folder);
        foreach (var file in tokenizerFiles)
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    // A folder's reader leaves the head out, which is of no use to a classifier.
    private sealed class EncoderWithHead(IWeightSource encoder, IWeightSource? head) : IWeightSource
    {
        public bool Contains(string name) => encoder.Contains(name) || (IsHead(name) && head?.Contains(name) == true);

        public long[] Shape(string name) => Of(name).Shape(name);

        public float[] Read(string name) => Of(name).Read(name);

        private IWeightSource Of(string name) => encoder.Contains(name) ? encoder : head!;

        private static bool IsHead(string name) => name.StartsWith("vocab_", StringComparison.Ordinal);
    }
}
