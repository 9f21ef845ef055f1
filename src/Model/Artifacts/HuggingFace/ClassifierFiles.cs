using Emotune.Model.Artifacts.Files;
using Emotune.Model.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Classifiers from folders: a backbone to train, or the files of a run.</summary>
internal static class ClassifierFiles
{
    /// <summary>A classifier to be trained.</summary>
    /// <param name="backbone">A folder in Hugging Face layout. Its head is taken where it is of the same pooling and labels, else made
    /// anew.</param>
    /// <param name="lora">
    /// Null for full fine-tuning. Where the run starts from an adapter, that adapter's own configuration is what counts (rank, alpha, their
    /// patterns, targets, biases, scaling, DoRA, saved modules), or its weights would mean something else; of this one only the dropout is
    /// taken and the rest is ignored. What came of it is the <see cref="LoraAdapter.Config"/> of <see cref="StoredClassifier.Adapter"/>.
    /// </param>
    /// <param name="seed">Decides fresh weights, with their names.</param>
    /// <param name="initializeFrom">The files of an earlier run over the same backbone: its weights are the start, its head too where
    /// pooling and labels are the same. A full run starts from an adapter's merged weights.</param>
    /// <param name="headDropout">Probability of dropout in the head while it is trained, in [0, 1); null for what the backbone's
    /// configuration says.</param>
    /// <exception cref="DiagnosticException">A file is not valid, a tensor missing or of another shape, or the run cannot start from
    /// these.</exception>
    public static StoredClassifier Start(
        string backbone, IReadOnlyList<string> labels, HeadPooling pooling, LoraConfig? lora, long seed, string? initializeFrom = null,
        double? headDropout = null)
    {
        if (initializeFrom is null)
            return Over(backbone, labels, pooling, lora, seed, headDropout);
        if (!IsAdapter(initializeFrom))
        {
            return lora is null
                ? FromModel(initializeFrom, labels, pooling, seed, headDropout)
                : throw new DiagnosticException(Problems.StartNotAnAdapter.In(initializeFrom));
        }

        var earlier = HeadDescription.Find(initializeFrom);
        var sameHead = earlier is null || Same(earlier, labels, pooling);
        var stored = AdapterConfig.Load(initializeFrom).Lora;
        var effective = stored with { Dropout = lora?.Dropout ?? stored.Dropout };
        return Disposing(Over(backbone, labels, pooling, effective, seed, headDropout), classifier =>
        {
            LoadAdapter(classifier.Adapter!, initializeFrom, withHead: sameHead);
            return lora is null ? WithoutAdapter(classifier) : classifier;
        });
    }

    /// <summary>A trained classifier, in evaluation mode.</summary>
    /// <param name="backbone">What an adapter was trained over; not used for a whole model.</param>
    /// <exception cref="DiagnosticException">A file is not valid, a tensor missing or of another shape, or the labels are not
    /// known.</exception>
    public static StoredClassifier Load(string folder, string? backbone = null)
    {
        var classifier = IsAdapter(folder) ? LoadOverBackbone(folder, backbone) : LoadModel(folder);
        classifier.Network.eval();
        return classifier;
    }

    private static StoredClassifier LoadModel(string folder, double? headDropout = null)
    {
        var config = HuggingFaceConfig.Load(folder);
        var head = HeadDescription.Find(folder) ?? new HeadDescription(HeadPooling.FirstToken, config.Labels);
        return New(config, head.Labels, head.Pooling, headDropout, classifier =>
        {
            var network = classifier.Network;
            using var weights = WeightFolder.Open(folder, config.Encoder.Family);
            if (head.Pooling == HeadPooling.Mean)
            {
                using var file = SafetensorsFile.Open(Path.Combine(folder, HeadDescription.WeightsName));
                network.LoadWeights(new HeadBesideEncoder(network, weights, new SafetensorsWeights(file)), HeadWeights.Required, seed: 0);
            }
            else
            {
                network.LoadWeights(weights, HeadWeights.Required, seed: 0);
            }

            return classifier with { UnusedPooler = UnusedPooler(network, weights) };
        });
    }

    private static StoredClassifier LoadOverBackbone(string folder, string? backbone)
    {
        var config = AdapterConfig.Load(folder);
        if (backbone is null)
            throw new DiagnosticException(Problems.BackboneNeeded.In(folder, config.BaseModel));
        var labels = HuggingFaceConfig.Load(backbone).Labels;
        var head = HeadDescription.Find(folder)
            ?? (labels.Count > 0
                ? new HeadDescription(HeadPooling.FirstToken, labels)
                : throw new DiagnosticException(Problems.LabelsNotKnown.In(folder)));
        return Disposing(Over(backbone, head.Labels, head.Pooling, config.Lora, seed: 0, headDropout: null), classifier =>
        {
            LoadAdapter(classifier.Adapter!, folder, withHead: true);
            return classifier;
        });
    }

    private static StoredClassifier FromModel(
        string folder, IReadOnlyList<string> labels, HeadPooling pooling, long seed, double? headDropout)
    {
        var config = HuggingFaceConfig.Load(folder);
        var earlier = HeadDescription.Find(folder) ?? new HeadDescription(HeadPooling.FirstToken, config.Labels);
        return Same(earlier, labels, pooling) ? LoadModel(folder, headDropout) : Over(folder, labels, pooling, null, seed, headDropout);
    }

    private static StoredClassifier Over(
        string backbone, IReadOnlyList<string> labels, HeadPooling pooling, LoraConfig? lora, long seed, double? headDropout)
    {
        var config = HuggingFaceConfig.Load(backbone);
        var head = pooling == HeadPooling.FirstToken && config.Labels.SequenceEqual(labels, StringComparer.Ordinal)
            ? HeadWeights.WhereGiven
            : HeadWeights.Fresh;
        return New(config, labels, pooling, headDropout, classifier =>
        {
            var network = classifier.Network;
            using var weights = WeightFolder.Open(backbone, config.Encoder.Family);
            network.LoadWeights(weights, head, seed);
            return classifier with
            {
                Adapter = lora is null ? null : LoraAdapter.Apply(network, lora, seed),
                UnusedPooler = UnusedPooler(network, weights),
            };
        });
    }

    // A mean head passes the pooler by, but its encoder's files are to hold it: Transformers would make a random one.
    private static IReadOnlyList<(string Name, WeightArray Value)> UnusedPooler(SequenceClassifier network, WeightFolder weights) =>
        network.Pooling == HeadPooling.Mean
            ? [.. weights.Names.Where(network.IsPooler).Select(n => (n, new WeightArray(weights.Shape(n), weights.Read(n))))]
            : [];

    private static void LoadAdapter(LoraAdapter adapter, string folder, bool withHead)
    {
        using (var file = SafetensorsFile.Open(Path.Combine(folder, AdapterConfig.WeightsName)))
            adapter.LoadTensors(new SafetensorsWeights(file), file.Tensors.Keys, withHead);
        if (!withHead || adapter.Network.Pooling != HeadPooling.Mean)
            return;
        using var head = SafetensorsFile.Open(Path.Combine(folder, HeadDescription.WeightsName));
        adapter.Network.LoadHead(new SafetensorsWeights(head));
    }

    private static StoredClassifier WithoutAdapter(StoredClassifier classifier)
    {
        classifier.Adapter!.MergeAndRemove();
        return classifier with { Adapter = null };
    }

    private static bool Same(HeadDescription head, IReadOnlyList<string> labels, HeadPooling pooling) =>
        head.Pooling == pooling && head.Labels.SequenceEqual(labels, StringComparer.Ordinal);

    private static bool IsAdapter(string folder) => File.Exists(Path.Combine(folder, AdapterConfig.FileName));

    private static StoredClassifier New(
        HuggingFaceConfig config, IReadOnlyList<string> labels, HeadPooling pooling, double? headDropout,
        Func<StoredClassifier, StoredClassifier> load)
    {
        var encoder = config.Encoder with { ClassifierDropout = headDropout ?? config.Encoder.ClassifierDropout };
        var network = new SequenceClassifier(encoder, labels.Count, pooling);
        return Disposing(new StoredClassifier(network, null, config, labels), load);
    }

    private static StoredClassifier Disposing(StoredClassifier classifier, Func<StoredClassifier, StoredClassifier> complete)
    {
        try
        {
            return complete(classifier);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>An encoder's file and its mean head's as one source.</summary>
    private sealed class HeadBesideEncoder(SequenceClassifier network, IWeightSource encoder, IWeightSource head) : IWeightSource
    {
        public bool Contains(string name) => Of(name).Contains(name);

        public long[] Shape(string name) => Of(name).Shape(name);

        public float[] Read(string name) => Of(name).Read(name);

        private IWeightSource Of(string name) => network.IsHead(name) ? head : encoder;
    }
}
