namespace Emotune.Exported;

/// <summary>The names of the files of an exported graph, where transformers.js and Optimum look for them.</summary>
internal static class ExportLayout
{
    /// <summary>What a graph takes in, in this order; the last where its family has segments.</summary>
    public const string InputIds = "input_ids", AttentionMask = "attention_mask", TokenTypeIds = "token_type_ids";

    /// <summary>The folder of the graphs.</summary>
    public const string Graphs = "onnx";

    /// <summary>The graph in single precision.</summary>
    public const string Graph = "model.onnx";

    /// <summary>The graph in int8.</summary>
    public const string QuantizedGraph = "model_quantized.onnx";

    /// <summary>What follows a graph's name in that of the file with its large constants, where they do not fit into the graph.</summary>
    public const string DataSuffix = "_data";
}
