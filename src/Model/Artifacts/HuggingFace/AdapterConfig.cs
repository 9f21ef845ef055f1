using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Lora;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>How PEFT filled a fresh adapter: no effect on one whose weights are in a file.</summary>
internal enum AdapterInitialization
{
    /// <summary><c>true</c>: A uniform after Kaiming, B zero.</summary>
    Default,

    /// <summary><c>"gaussian"</c></summary>
    Gaussian,

    /// <summary><c>"orthogonal"</c></summary>
    Orthogonal,

    /// <summary><c>false</c>: B random as well.</summary>
    Random,
}

/// <summary>PEFT's <c>adapter_config.json</c> of a LoRA adapter.</summary>
/// <param name="Lora">Its module names are PEFT's: full names, suffixes or expressions, never family-neutral kinds.</param>
internal sealed record AdapterConfig(LoraConfig Lora)
{
    public const string FileName = "adapter_config.json";

    /// <summary>The file of weights beside it.</summary>
    public const string WeightsName = "adapter_model.safetensors";

    /// <summary><c>SEQ_CLS</c> where the wrapped model is a classifier; null where PEFT was not told.</summary>
    public string? TaskType { get; init; }

    /// <summary><c>base_model_name_or_path</c>: where PEFT looks for the backbone when it is not told.</summary>
    public string? BaseModel { get; init; }

    public string? Revision { get; init; }

    /// <summary>The class of the model that was adapted, such as BertForMaskedLM; null where the file does not say.</summary>
    public string? BaseModelClass { get; init; }

    /// <summary>True in what <c>save_pretrained</c> writes: loaded, the adapter is frozen.</summary>
    public bool InferenceMode { get; init; } = true;

    public AdapterInitialization Initialization { get; init; } = AdapterInitialization.Default;

    /// <summary>Reads <c>adapter_config.json</c> in a folder; of any version of PEFT up to 0.21.</summary>
    /// <exception cref="DiagnosticException">The file cannot be read, lacks a key, or asks for what is not supported; all of it at
    /// once.</exception>
    public static AdapterConfig Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return AdapterConfigReader.Read(new SettingsReader(Json.ReadObject(path), path));
    }

    /// <summary>
    /// Writes <c>adapter_config.json</c> with the keys of PEFT 0.21.2, sorted; lists that PEFT takes as sets are sorted too.
    /// </summary>
    /// <exception cref="DiagnosticException">The file cannot be written.</exception>
    public void Write(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), PythonJson.Text(AdapterConfigWriter.ToJson(this)));
}
