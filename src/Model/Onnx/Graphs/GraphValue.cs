namespace Emotune.Model.Onnx.Graphs;

/// <summary>A tensor that flows through the graph, or a constant of it.</summary>
internal readonly record struct GraphValue(string Name);
