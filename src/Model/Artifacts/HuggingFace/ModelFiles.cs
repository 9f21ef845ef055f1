using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A whole model's folder, with the adapter that may lie in it, into a classifier.</summary>
internal static class ModelFiles
{
    /// <summary>
    /// Gives a new classifier its weights: the encoder's from the folder, the head's too where it is of the same kind and labels.
    /// </summary>
    /// <param name="seed">Decides fresh weights, with their names.</param>
    /// <exception cref="DiagnosticException">A file is not valid, or a tensor is missing or of another shape.</exception>
    public static StoredClassifier Load(string folder, StoredClassifier classifier, long seed)
    {
        var (network, config) = (classifier.Network, classifier.Config);
        using var weights = WeightFolder.Open(folder, config.Encoder.Family);
        var described = HeadDescription.Find(folder);
        using var meanFile = MeanHead(folder, described);
        var mean = meanFile is null ? null : new SafetensorsWeights(meanFile);
        var head = TrainedHead.Of(StartFolders.Quoted(folder), config, described, weights, mean, network, classifier.Labels);
        IWeightSource source = head.IsTaken && mean is not null ? new HeadBesideEncoder(network, weights, mean) : weights;
        if (head.Rows is { } rows)
            source = new ReorderedRows(source, n => n.StartsWith(network.LabelLayer.Name + ".", StringComparison.Ordinal), rows);
        DiagnosticPlace.In(
            folder, () => network.LoadWeights(source, head.IsTaken ? HeadWeights.WhereGiven : HeadWeights.Fresh, seed));
        var loaded = classifier with
        {
            Head = head,
            Remarks = head.Remark is { } remark ? [remark] : [],
            UnusedPooler = UnusedPooler(network, weights),
        };
        return AdapterFolder.IsOne(folder) ? WithAdapterOf(folder, loaded) : loaded;
    }

    // Transformers applies an adapter that lies beside a model.
    private static StoredClassifier WithAdapterOf(string folder, StoredClassifier model)
    {
        using var adapter = AdapterFolder.Open(folder, model.Config.Encoder.Family);
        var head = AdapterHead.Of(adapter, model.Network, model.Labels, model.Head!);
        AdapterReader.Read(model.Network, adapter, head).MergeAndRemove();
        return model with
        {
            Head = head.IsTaken ? model.Head! with { IsTaken = true, Rows = head.Rows } : model.Head,
            Remarks = [
                $"The adapter in {adapter.Name} lies beside a model and is merged into it, as Transformers applies it.",
                .. head.After(model.Remarks)],
        };
    }

    private static SafetensorsFile? MeanHead(string folder, HeadDescription? described)
    {
        var path = Path.Combine(folder, HeadDescription.WeightsName);
        return described?.Pooling == HeadPooling.Mean && File.Exists(path) ? SafetensorsFile.Open(path) : null;
    }

    // A mean head passes the pooler by, but its encoder's files are to hold it: Transformers would make a random one.
    private static IReadOnlyList<(string Name, WeightArray Value)> UnusedPooler(SequenceClassifier network, WeightFolder weights) =>
        network.Pooling == HeadPooling.Mean
            ? [.. weights.Names.Where(n => network.IsPooler(n) && n.StartsWith(network.Names.Prefix + ".", StringComparison.Ordinal))
                .Select(n => (n, new WeightArray(weights.Shape(n), weights.Read(n))))]
            : [];

    /// <summary>An encoder's file and its mean head's as one source.</summary>
    private sealed class HeadBesideEncoder(SequenceClassifier network, IWeightSource encoder, IWeightSource head) : IWeightSource
    {
        public bool Contains(string name) => Of(name).Contains(name);

        public long[] Shape(string name) => Of(name).Shape(name);

        public float[] Read(string name) => Of(name).Read(name);

        private IWeightSource Of(string name) => network.IsHead(name) ? head : encoder;
    }
}
