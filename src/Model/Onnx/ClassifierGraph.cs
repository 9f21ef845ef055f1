using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Encoders;
using Emotune.Model.Onnx.Families;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;
using Emotune.Model.Onnx.Heads;
using Emotune.Model.Onnx.Maps;
using Emotune.Model.Onnx.Weights;

namespace Emotune.Model.Onnx;

/// <summary>A whole classifier as a graph: token ids in; logits, calibrated probabilities and decisions out.</summary>
internal static class ClassifierGraph
{
    public const string InputIds = ExportLayout.InputIds, AttentionMask = ExportLayout.AttentionMask,
        TokenTypeIds = ExportLayout.TokenTypeIds;
    public const string Logits = "logits", Probabilities = "probabilities", Labels = "labels";
    private const string Batch = "batch_size", Sequence = "sequence_length";

    /// <param name="network">Its adapters are merged. Its weights are read when the graph is written.</param>
    /// <param name="maps">The calibration of each label.</param>
    /// <param name="thresholds">A label is given from its threshold on.</param>
    /// <exception cref="DiagnosticException">EXP4130: there is no graph of this family.</exception>
    public static OnnxModel Of(
        SequenceClassifier network, IWeightForm weights, IReadOnlyList<CalibrationMap> maps, IReadOnlyList<double> thresholds)
    {
        var family = FamilyGraph.Of(network.Config.Family);
        var graph = new GraphBuilder();
        var inputs = Inputs(graph, family, network);
        var states = new EncoderGraph(graph, weights, network, family).States(inputs);
        var logits = HeadGraph.Of(graph, weights, network, family).Logits(states, inputs.AttentionMask);
        var probabilities = graph.Calibrate(logits, maps);
        graph.Output(Logits, logits, OnnxType.Float32, Batch, network.LabelCount);
        graph.Output(
            Probabilities, graph.Cast(probabilities, OnnxType.Float32), OnnxType.Float32, Batch, network.LabelCount);
        graph.Output(
            Labels, graph.AtLeast(probabilities, graph.Row("thresholds", [.. thresholds])), OnnxType.Bool, Batch, network.LabelCount);
        return graph.Build();
    }

    private static EncoderInputs Inputs(GraphBuilder graph, FamilyGraph family, SequenceClassifier network)
    {
        GraphValue Ids(string name) => graph.Input(name, OnnxType.Int64, Batch, Sequence);
        return new EncoderInputs(
            Ids(InputIds), Ids(AttentionMask),
            family.TakesTokenTypes && network.Config.TypeVocabularySize > 0 ? Ids(TokenTypeIds) : null);
    }
}
