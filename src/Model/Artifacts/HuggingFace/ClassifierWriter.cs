using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Classifiers into folders that Transformers and PEFT read.</summary>
internal static class ClassifierWriter
{
    /// <summary>Writes what a run trained: a whole model, or an adapter; and a mean head in a file of its own.</summary>
    /// <param name="baseModel">For an adapter's <c>base_model_name_or_path</c>.</param>
    /// <param name="revision">For an adapter's <c>revision</c>: the commit of that name on the hub.</param>
    /// <exception cref="DiagnosticException">A file cannot be written.</exception>
    public static void Write(this StoredClassifier classifier, string folder, string? baseModel = null, string? revision = null)
    {
        if (classifier.Adapter is not { } adapter)
        {
            WriteModel(classifier, folder);
            return;
        }

        adapter.ToConfig(baseModel, revision).Write(folder);
        WriteTensors(Path.Combine(folder, AdapterConfig.WeightsName), adapter.ExportTensors());
        WriteHead(classifier, folder);
    }

    /// <summary>Writes a whole model, with an adapter merged into it; the classifier itself stays as it was.</summary>
    /// <exception cref="DiagnosticException">A file cannot be written.</exception>
    public static void WriteMerged(this StoredClassifier classifier, string folder)
    {
        var merged = classifier.Adapter?.Merge() ?? false;
        try
        {
            WriteModel(classifier, folder);
        }
        finally
        {
            if (merged)
                classifier.Adapter!.Unmerge();
        }
    }

    private static void WriteModel(StoredClassifier classifier, string folder)
    {
        var (network, weights) = (classifier.Network, classifier.Network.ExportWeights());
        if (network.Pooling == HeadPooling.FirstToken)
        {
            classifier.Config.WriteClassifier(folder, classifier.Labels);
            WriteTensors(Path.Combine(folder, WeightFolder.FileName), weights);
            return;
        }

        classifier.Config.WriteEncoder(folder);
        // A bare encoder's names have no prefix.
        WriteTensors(
            Path.Combine(folder, WeightFolder.FileName),
            weights.Where(w => !network.IsHead(w.Name)).Concat(classifier.UnusedPooler)
                .Select(w => (w.Name[(network.Names.Prefix.Length + 1)..], w.Value)));
        WriteHead(classifier, folder);
    }

    private static void WriteHead(StoredClassifier classifier, string folder)
    {
        var network = classifier.Network;
        Json.Write(Path.Combine(folder, HeadDescription.FileName), new HeadDescription(network.Pooling, classifier.Labels));
        if (network.Pooling == HeadPooling.Mean)
            WriteTensors(Path.Combine(folder, HeadDescription.WeightsName), network.ExportWeights().Where(w => network.IsHead(w.Name)));
    }

    private static void WriteTensors(string path, IEnumerable<(string Name, WeightArray Value)> tensors) =>
        SafetensorsWriter.Write(path, tensors.Select(t => NamedTensor.FromSingle(t.Name, t.Value.Shape, t.Value.Data)));
}
