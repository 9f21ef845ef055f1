namespace Emotune.Model.Stages;

/// <summary>What Export writes.</summary>
internal enum ExportFormat
{
    /// <summary>The weights in Hugging Face layout, for Transformers and for training on.</summary>
    Safetensors,

    /// <summary>A graph with calibration and thresholds, for services, browsers and phones.</summary>
    Onnx,

    /// <summary>Both in one folder.</summary>
    All,
}
