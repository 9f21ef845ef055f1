using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Classifiers from folders: a backbone to train, or the files of a run.</summary>
internal static class ClassifierFiles
{
    /// <summary>A classifier to be trained.</summary>
    /// <param name="backbone">A folder in Hugging Face layout. Its head is taken where it is of the same pooling and labels, whose rows
    /// are matched by name, else made anew. An adapter that lies in it is merged.</param>
    /// <param name="lora">
    /// Null for full fine-tuning. Where the run starts from an adapter, that adapter's own configuration is what counts (rank, alpha, their
    /// patterns, targets, biases, scaling, DoRA, saved modules), or its weights would mean something else; of this one only the dropout is
    /// taken and the rest is ignored. What came of it is the <see cref="LoraAdapter.Config"/> of <see cref="StoredClassifier.Adapter"/>.
    /// </param>
    /// <param name="seed">Decides fresh weights, with their names.</param>
    /// <param name="initializeFrom">The files of an earlier run over the same backbone, or what Transformers or PEFT wrote: its weights are
    /// the start, its head too where pooling and labels are the same. A full run starts from an adapter's merged weights.</param>
    /// <param name="headDropout">Probability of dropout in the head while it is trained, in [0, 1); null for what the backbone's
    /// configuration says.</param>
    /// <exception cref="DiagnosticException">A file is not valid, a tensor missing or of another shape, or the run cannot start from
    /// these.</exception>
    public static StoredClassifier Start(
        string backbone, IReadOnlyList<string> labels, HeadPooling pooling, LoraConfig? lora, long seed, string? initializeFrom = null,
        double? headDropout = null)
    {
        if (initializeFrom is null)
            return Disposing(Over(backbone, labels, pooling, seed, headDropout), c => lora is null ? c : WithFreshAdapter(c, lora, seed));
        if (lora is null && (WeightFolder.HasWeights(initializeFrom) || !AdapterFolder.IsOne(initializeFrom)))
            return Over(initializeFrom, labels, pooling, seed, headDropout);
        if (!AdapterFolder.IsOne(initializeFrom))
        {
            StartFolders.RequireModel(initializeFrom);
            throw new DiagnosticException(Problems.StartNotAnAdapter.In(initializeFrom));
        }

        return Disposing(Over(backbone, labels, pooling, seed, headDropout), classifier =>
        {
            if (WeightFolder.HasWeights(initializeFrom))
                RequireSameEncoder(classifier, initializeFrom);
            var started = WithAdapter(classifier, initializeFrom, lora?.Dropout);
            if (lora is null)
                return WithoutAdapter(started);
            if (started.Adapter!.Targets.Count == 0)
                throw new DiagnosticException(Problems.AdapterWithoutTargets.In(Path.Combine(initializeFrom, AdapterConfig.FileName)));
            DiagnosticPlace.In(backbone, started.Adapter.RejectFrozenFreshWeights);
            return started;
        });
    }

    /// <summary>A trained classifier, in evaluation mode.</summary>
    /// <param name="backbone">What an adapter was trained over; not used for a whole model.</param>
    /// <exception cref="DiagnosticException">A file is not valid, a tensor missing or of another shape, or the labels are not
    /// known.</exception>
    public static StoredClassifier Load(string folder, string? backbone = null)
    {
        var isModel = !AdapterFolder.IsOne(folder) || (backbone is null && WeightFolder.HasWeights(folder));
        return Disposing(isModel ? LoadModel(folder) : LoadOverBackbone(folder, backbone), classifier =>
        {
            if (classifier.Network.FreshParameters.Count > 0)
                throw new DiagnosticException(classifier.HeadNotTrained(folder));
            classifier.Network.eval();
            return classifier;
        });
    }

    private static StoredClassifier LoadModel(string folder)
    {
        var config = HuggingFaceConfig.Load(folder);
        var head = HeadDescription.Find(folder) ?? new HeadDescription(HeadPooling.FirstToken, config.Labels);
        return head.Labels.Count > 0
            ? Over(folder, head.Labels, head.Pooling, seed: 0, headDropout: null)
            : throw new DiagnosticException(Problems.LabelsNotKnown.In(folder));
    }

    private static StoredClassifier LoadOverBackbone(string folder, string? backbone)
    {
        if (backbone is null)
            throw new DiagnosticException(Problems.BackboneNeeded.In(folder, AdapterConfig.Load(folder).BaseModel));
        var labels = HuggingFaceConfig.Load(backbone).Labels;
        var head = HeadDescription.Find(folder)
            ?? (labels.Count > 0
                ? new HeadDescription(HeadPooling.FirstToken, labels)
                : throw new DiagnosticException(Problems.LabelsNotKnown.In(folder)));
        return Disposing(
            Over(backbone, head.Labels, head.Pooling, seed: 0, headDropout: null), c => WithAdapter(c, folder, dropout: null));
    }

    private static StoredClassifier Over(
        string folder, IReadOnlyList<string> labels, HeadPooling pooling, long seed, double? headDropout)
    {
        StartFolders.RequireModel(folder);
        var config = HuggingFaceConfig.Load(folder);
        var encoder = config.Encoder with { ClassifierDropout = headDropout ?? config.Encoder.ClassifierDropout };
        var network = new SequenceClassifier(encoder, labels.Count, pooling);
        return Disposing(new StoredClassifier(network, null, config, labels), c => ModelFiles.Load(folder, c, seed));
    }

    // An adapter that lies beside a model belongs to that model, and means something else over another.
    private static void RequireSameEncoder(StoredClassifier classifier, string folder)
    {
        var network = classifier.Network;
        using var weights = WeightFolder.Open(folder, network.Config.Family);
        var encoder = network.NamedParameters.Where(p => !network.IsHead(p.Name) && weights.Contains(p.Name));
        if (encoder.Any(p => !weights.Read(p.Name).AsSpan().SequenceEqual(p.Value.ToArray())))
            throw new DiagnosticException(Problems.StartNotAnAdapter.In(folder));
    }

    private static StoredClassifier WithFreshAdapter(StoredClassifier classifier, LoraConfig lora, long seed) =>
        classifier with { Adapter = LoraAdapter.Apply(classifier.Network, lora, seed) };

    private static StoredClassifier WithAdapter(StoredClassifier classifier, string folder, double? dropout)
    {
        using var files = AdapterFolder.Open(folder, classifier.Config.Encoder.Family);
        var head = AdapterHead.Of(files, classifier.Network, classifier.Labels, classifier.Head!);
        return classifier with
        {
            Adapter = AdapterReader.Read(classifier.Network, files, head, dropout),
            Remarks = head.After(classifier.Remarks),
        };
    }

    private static StoredClassifier WithoutAdapter(StoredClassifier classifier)
    {
        classifier.Adapter!.MergeAndRemove();
        return classifier with { Adapter = null };
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
}
