using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Whether the head in a model's folder is taken for a network, and in which order.</summary>
/// <param name="IsTaken">False where it is of another kind or of other labels, or where there is none.</param>
/// <param name="Rows">For each of the network's labels the row in the folder's files; null for their own order.</param>
/// <param name="Remark">Why it is not taken, or by what its rows were found; null for nothing.</param>
/// <param name="Labels">The labels of the folder's own head, in its order; empty where they are not known.</param>
internal sealed record TrainedHead(bool IsTaken, IReadOnlyList<int>? Rows, string? Remark, IReadOnlyList<string> Labels)
{
    /// <param name="labels">The network's, in its order.</param>
    /// <param name="folder">Its name, for the remark.</param>
    /// <param name="described">The folder's <c>head.json</c>; null where it has none.</param>
    /// <param name="mean">The weights beside it; null where it has none.</param>
    public static TrainedHead Of(
        string folder, HuggingFaceConfig config, HeadDescription? described, WeightFolder weights, IWeightSource? mean,
        SequenceClassifier network, IReadOnlyList<string> labels)
    {
        var stored = described?.Labels ?? config.Labels;
        var layer = network.LabelLayer.Name + ".weight";
        var isMean = described?.Pooling == HeadPooling.Mean;
        if (!isMean && HeadClasses.Other(config.Architectures) is { } other)
            return Left($"The model in {folder} is a {other}, whose head does not give a text its labels.");
        if (isMean != (network.Pooling == HeadPooling.Mean))
            return Left(OtherPooling(folder, weights, isMean, network));
        var source = isMean ? mean : weights;
        if (source?.Contains(layer) != true)
            return Left(WithoutHead(folder));
        var match = LabelRows.Match(labels, stored, source.Shape(layer) is [var rows, ..] ? (int)rows : 0, folder);
        return new(match.Rows is not null, match.Rows, match.Remark, stored);

        TrainedHead Left(string why) => new(false, null, why, stored);
    }

    private static string OtherPooling(string folder, WeightFolder weights, bool isMean, SequenceClassifier network)
    {
        if (isMean)
            return $"The head in {folder} reads the mean of the tokens, and head.pooling is first_token.";
        return weights.Names.Any(network.IsHead)
            ? $"The head in {folder} reads the first token, and head.pooling is mean."
            : WithoutHead(folder);
    }

    private static string WithoutHead(string folder) => $"The model in {folder} has no classification head.";
}
