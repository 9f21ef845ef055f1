using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A folder that PEFT wrote, or a run of a LoRA adapter: configuration, weights and what <c>head.json</c> adds.</summary>
internal sealed class AdapterFolder : IDisposable
{
    private const string PickledName = "adapter_model.bin";

    private readonly SafetensorsFile _file;

    private AdapterFolder(string path, AdapterConfig config, SafetensorsFile file, EncoderFamily family)
    {
        (Path, Config, _file) = (path, config, file);
        Weights = new SafetensorsWeights(file);
        Tensors = new AdapterTensors(file.Tensors.Keys, family);
        Head = HeadDescription.Find(path);
    }

    public string Path { get; }

    /// <summary>For messages.</summary>
    public string Name => StartFolders.Quoted(Path);

    public AdapterConfig Config { get; }

    /// <summary>Null where the folder has no <c>head.json</c>.</summary>
    public HeadDescription? Head { get; }

    /// <summary>The labels that the folder itself gives its head; empty where it gives none.</summary>
    public IReadOnlyList<string> Labels => Head?.Labels
        ?? (File.Exists(In(HuggingFaceConfig.FileName)) ? HuggingFaceConfig.Load(Path).Labels : []);

    public IWeightSource Weights { get; }

    public AdapterTensors Tensors { get; }

    public string ConfigPath => In(AdapterConfig.FileName);

    public string WeightsPath => In(AdapterConfig.WeightsName);

    public static bool IsOne(string folder) => File.Exists(System.IO.Path.Combine(folder, AdapterConfig.FileName));

    /// <param name="family">Of the backbone.</param>
    /// <exception cref="DiagnosticException">A file is not there or not valid, or asks for what is not supported.</exception>
    public static AdapterFolder Open(string path, EncoderFamily family)
    {
        var config = AdapterConfig.Load(path);
        var (weights, pickled) =
            (System.IO.Path.Combine(path, AdapterConfig.WeightsName), System.IO.Path.Combine(path, PickledName));
        if (!File.Exists(weights) && File.Exists(pickled))
            throw new DiagnosticException(Problems.WeightsNotSafetensors.In(pickled));
        var file = SafetensorsFile.Open(weights);
        try
        {
            return new AdapterFolder(path, config, file, family);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
