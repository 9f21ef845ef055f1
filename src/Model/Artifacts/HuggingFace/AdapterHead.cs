using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Whether the head that an adapter was trained with is taken, and in which order.</summary>
/// <param name="IsTaken">False where that head is of another kind or of other labels, or where there is none.</param>
/// <param name="Rows">For each of the network's labels the row in the adapter's files; null for their own order.</param>
/// <param name="Remark">Why it is not taken, or by what its rows were found; null for nothing.</param>
internal sealed record AdapterHead(bool IsTaken, IReadOnlyList<int>? Rows, string? Remark)
{
    /// <summary>Whether its last layer is the backbone's, so that what became of that one counts.</summary>
    public bool IsOfBackbone { get; private init; }

    /// <summary>What a person should know of the head, after what is known of the backbone's.</summary>
    public IReadOnlyList<string> After(IReadOnlyList<string> remarks) =>
        [.. IsTaken && !IsOfBackbone ? [] : remarks, .. Remark is { } remark ? [remark] : Array.Empty<string>()];

    /// <param name="labels">The network's, in its order.</param>
    /// <param name="backbone">What became of the backbone's head.</param>
    /// <exception cref="DiagnosticException">The adapter is of a model with another kind of head.</exception>
    public static AdapterHead Of(
        AdapterFolder folder, SequenceClassifier network, IReadOnlyList<string> labels, TrainedHead backbone)
    {
        if (HeadClasses.Other([folder.Config.BaseModelClass ?? ""]) is { } other)
            throw new DiagnosticException(Problems.HeadOfAnotherTask.In(folder.ConfigPath, other));
        return network.Pooling == HeadPooling.Mean
            ? OfMean(folder, network, labels)
            : OfFirstToken(folder, network, labels, backbone);
    }

    private static AdapterHead OfMean(AdapterFolder folder, SequenceClassifier network, IReadOnlyList<string> labels)
    {
        if (folder.Head is not { Pooling: HeadPooling.Mean } head)
        {
            return Left(
                folder.Tensors.WrapsClassifier
                    ? $"The head in {folder.Name} reads the first token, and head.pooling is mean."
                    : WithoutHead(folder));
        }

        using var file = SafetensorsFile.Open(Path.Combine(folder.Path, HeadDescription.WeightsName));
        var weight = network.LabelLayer.Name + ".weight";
        return Of(LabelRows.Match(labels, head.Labels, RowCount(file, weight), folder.Name));
    }

    private static AdapterHead OfFirstToken(
        AdapterFolder folder, SequenceClassifier network, IReadOnlyList<string> labels, TrainedHead backbone)
    {
        var tensors = folder.Tensors;
        if (folder.Head is { Pooling: HeadPooling.Mean })
            return Left($"The head in {folder.Name} reads the mean of the tokens, and head.pooling is first_token.");
        if (!tensors.WrapsClassifier)
            return Left(WithoutHead(folder));
        if (tensors.Parameter(network.LabelLayer.Name + ".weight") is { } file)
        {
            var rows = folder.Weights.Shape(file) is [var first, ..] ? (int)first : 0;
            return Of(LabelRows.Match(labels, folder.Head?.Labels ?? Named(rows, folder.Labels, backbone.Labels), rows, folder.Name));
        }

        // The last layer is the backbone's, under adapters of its own or under none.
        var adapted = tensors.Adapted.Any(network.IsHead);
        if (adapted && !backbone.IsTaken)
            return Left($"The adapter in {folder.Name} adapts the head of its backbone, which is not taken.");
        var counts = backbone.IsTaken ? ", so the backbone's counts" : "";
        var remark = adapted ? null : $"The adapter in {folder.Name} has no labels' layer{counts}.";
        return new(backbone.IsTaken, backbone.Rows, remark) { IsOfBackbone = true };
    }

    // PEFT's own files have no place for labels: the model's configuration has.
    private static IReadOnlyList<string> Named(int rows, params IReadOnlyList<string>[] sources) =>
        sources.FirstOrDefault(labels => labels.Count == rows && !LabelRows.AreUnknown(labels)) ?? [];

    private static AdapterHead Of(LabelRows match) => new(match.Rows is not null, match.Rows, match.Remark);

    private static string WithoutHead(AdapterFolder folder) =>
        $"The adapter in {folder.Name} was trained over an encoder by itself and has no head.";

    private static int RowCount(SafetensorsFile file, string weight) =>
        file.Tensors.TryGetValue(weight, out var tensor) && tensor.Shape is [var rows, ..] ? (int)rows : 0;

    private static AdapterHead Left(string why) => new(false, null, why);
}
