using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>
/// The weights in a folder of Hugging Face layout: <c>model.safetensors</c>, or the shards of its index.
/// Names are those of today's classifiers (<c>bert.encoder…</c>), however the file has them.
/// </summary>
internal sealed class WeightFolder : IWeightSource, IDisposable
{
    public const string FileName = "model.safetensors";
    public const string IndexName = "model.safetensors.index.json";

    private static readonly string[] ValidNames = [FileName, IndexName];
    private static readonly string[] PickledNames = ["pytorch_model.bin", "pytorch_model.bin.index.json"];

    private readonly List<SafetensorsFile> _files;
    private readonly SortedDictionary<string, (SafetensorsFile File, string Name)> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal);

    private WeightFolder(List<SafetensorsFile> files) => _files = files;

    /// <summary>The tensors' normalised names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>
    /// What the files hold beyond an encoder and its classifier, such as pretraining heads: the files' names, in ordinal order.
    /// </summary>
    public IReadOnlyList<string> Ignored { get; private set; } = [];

    /// <summary>The weight files in the folder that <see cref="Open"/> reads, the index first; what a cached result depends on.</summary>
    /// <exception cref="DiagnosticException">There are none, or the index is not valid.</exception>
    public static IReadOnlyList<string> FilesIn(string folder) => Find(folder) is var path && IsIndex(path)
        ? [path, .. ShardIndex.FilesOf(path)]
        : [path];

    /// <summary>Whether <see cref="Open"/> finds something to open.</summary>
    public static bool HasReadableWeights(string folder) => TryFind(folder) is not null;

    /// <summary>The names of all tensors as the files have them.</summary>
    /// <exception cref="DiagnosticException">There are no weights, or not in this format, or a file is not valid.</exception>
    public static IReadOnlyList<string> StoredNames(string folder)
    {
        var files = OpenFiles(Find(folder));
        try
        {
            return [.. files.SelectMany(f => f.Tensors.Keys)];
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }
    }

    /// <summary>Whether a folder has weights in any form, read here or not.</summary>
    public static bool HasWeights(string folder) => ValidNames.Concat(PickledNames).Any(n => File.Exists(Path.Combine(folder, n)));

    /// <param name="withPretrainingHead">Keep a masked language model's head, which a classifier has no use for.</param>
    /// <exception cref="DiagnosticException">There are no weights, or not in this format, or a file is not valid.</exception>
    public static WeightFolder Open(string folder, EncoderFamily family, bool withPretrainingHead = false)
    {
        var weights = new WeightFolder(OpenFiles(Find(folder)));
        try
        {
            weights.Collect(family, withPretrainingHead);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public bool Contains(string name) => _tensors.ContainsKey(name);

    /// <summary>Whether a tensor belongs to the module of this name, or to one inside of it.</summary>
    public bool HasBelow(string module) => _modules.Contains(module);

    public long[] Shape(string name) => Tensor(name).File.Info(Tensor(name).Name).Shape;

    /// <summary>The values in row order, as single precision whatever they are stored in.</summary>
    /// <exception cref="DiagnosticException">There is no such tensor, or EXP4049: a value is not finite.</exception>
    public float[] Read(string name) => Tensor(name).File.ReadWeights(Tensor(name).Name);

    public void Dispose() => _files.ForEach(f => f.Dispose());

    private static List<SafetensorsFile> OpenFiles(string path) => IsIndex(path) ? ShardIndex.Open(path) : [SafetensorsFile.Open(path)];

    private static bool IsIndex(string path) => path.EndsWith(IndexName, StringComparison.Ordinal);

    private static string? TryFind(string folder) => ValidNames.Select(n => Path.Combine(folder, n)).FirstOrDefault(Path.Exists);

    private static string Find(string folder)
    {
        if (TryFind(folder) is { } path)
            return path;
        var pickled = PickledNames.FirstOrDefault(n => File.Exists(Path.Combine(folder, n)));
        throw new DiagnosticException(pickled is null
            ? Problems.WeightsNotFound.In(folder)
            : Problems.WeightsNotSafetensors.In(Path.Combine(folder, pickled)));
    }

    private void Collect(EncoderFamily family, bool withPretrainingHead)
    {
        List<string> ignored = [];
        foreach (var file in _files)
        {
            foreach (var stored in file.Tensors.Keys)
            {
                var name = WeightNames.Normalise(stored, family);
                if (WeightNames.IsUnused(name, family) && !(withPretrainingHead && WeightNames.IsPretrainingHead(name)))
                    ignored.Add(stored);
                else if (!_tensors.TryAdd(name, (file, stored)))
                    throw new DiagnosticException(Problems.TensorNameTwice.In(file.Path, _tensors[name].Name, stored, name));
            }
        }

        foreach (var name in _tensors.Keys)
        {
            for (var dot = name.LastIndexOf('.'); dot > 0 && _modules.Add(name[..dot]);)
                dot = name.LastIndexOf('.', dot - 1);
        }

        Ignored = [.. ignored.Order(StringComparer.Ordinal)];
    }

    private (SafetensorsFile File, string Name) Tensor(string name) => _tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new DiagnosticException(Problems.TensorMissing.In(_files[0].Path, name, _tensors.Count));
}
