using System.Text;
using Emotune.Diagnostics;
using Emotune.HubServer;
using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Tests.Acquisition;

/// <summary>A server with a small model, an empty cache and somebody who fetches.</summary>
internal sealed class HubCase : IAsyncDisposable
{
    public const string Repository = "someone/encoder";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const int Megabyte = 1 << 20;

    /// <summary>A thousandth of it is real.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20_000);

    private readonly TemporaryFolder _folder = new();

    public required LoopbackHub Hub { get; init; }

    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal)
    {
        ["config.json"] = Text("{\"model_type\": \"bert\"}"),
        ["tokenizer.json"] = Text("{}"),
        ["tokenizer_config.json"] = Text("{\"tokenizer_class\": \"BertTokenizer\"}"),
        ["model.safetensors"] = Bytes(3 * Megabyte + 12_345),
        ["README.md"] = Text("# A model"),
        ["pytorch_model.bin"] = Text("pickled"),
        ["onnx/model.onnx"] = Text("a graph"),
    };

    public static readonly string[] Needed = ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"];

    public HurriedTime Time { get; } = new();

    public TestDisk Disk { get; } = new();

    public string HubFolder => _folder.At("hub");

    public string FilesFolder => _folder.At("files");

    public string ModelFolder => Path.Combine(HubFolder, "models--someone--encoder");

    public string Snapshot => Path.Combine(ModelFolder, "snapshots", Commit);

    public string? Token { get; set; }

    public TimeSpan Timeout { get; set; } = Silence;

    public bool IsOffline { get; set; }

    public SourceLocation At { get; } = new("experiment.yaml", 3, 5);

    public WantedModel Model => new(Repository, Commit, new Dictionary<string, string>(), At);

    public static async Task<HubCase> StartAsync()
    {
        var hubCase = new HubCase { Hub = await LoopbackHub.StartAsync() };
        hubCase.Serve();
        return hubCase;
    }

    /// <summary>Serves the files as they are now.</summary>
    public void Serve() => Hub.Add(Repository, new ServedModel(Commit, new Dictionary<string, byte[]>(Files)));

    public Acquirer Acquirer() => new(
        new AcquisitionSettings
        {
            HubFolder = HubFolder,
            FilesFolder = FilesFolder,
            Endpoint = new Uri(Hub.Address),
            Token = Token,
            IsOffline = IsOffline,
            Timeout = Timeout,
        }, time: Time, disk: Disk);

    public Task<string> FetchAsync(WantedModel? model = null) => With(a => a.FetchAsync(model ?? Model, new Told(), default));

    public Task<string> FetchAsync(WantedFile file) => With(a => a.FetchAsync(file, new Told(), default));

    public string? Find(WantedModel? model = null)
    {
        using var acquirer = Acquirer();
        return acquirer.Find(model ?? Model);
    }

    public async Task<T> With<T>(Func<Acquirer, Task<T>> use)
    {
        using var acquirer = Acquirer();
        return await use(acquirer);
    }

    /// <summary>The problems of a fetch that fails.</summary>
    public async Task<IReadOnlyList<Diagnostic>> ProblemsAsync(WantedModel? model = null) =>
        (await Assert.ThrowsAsync<DiagnosticException>(() => FetchAsync(model))).Diagnostics;

    /// <summary>The problem of a fetch that fails.</summary>
    public async Task<Diagnostic> ProblemAsync(WantedModel? model = null) => Assert.Single(await ProblemsAsync(model));

    /// <summary>Everything in the cache of the model is right, and nothing else is there.</summary>
    public void AssertWhole(params string[] names)
    {
        var wanted = names.Length == 0 ? Needed : names;
        foreach (var name in wanted)
        {
            var blob = ServedModel.BlobName(name, Files[name]);
            Assert.Equal(Files[name], File.ReadAllBytes(Path.Combine(Snapshot, name)));
            Assert.Equal($"../../blobs/{blob}", new FileInfo(Path.Combine(Snapshot, name)).LinkTarget);
            Assert.Equal(Files[name], File.ReadAllBytes(Path.Combine(ModelFolder, "blobs", blob)));
        }

        Assert.Equal(wanted.Order(StringComparer.Ordinal), Names(Snapshot));
        var blobs = wanted.Select(n => ServedModel.BlobName(n, Files[n])).Order(StringComparer.Ordinal);
        Assert.Equal(blobs, Names(Path.Combine(ModelFolder, "blobs")));
    }

    public static IEnumerable<string> Names(string folder) => !Directory.Exists(folder) ? []
        : Directory.EnumerateFileSystemEntries(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>Lays a file out as Hugging Face's library does.</summary>
    public void LayOut(string name, byte[]? content = null)
    {
        var blob = Path.Combine(ModelFolder, "blobs", ServedModel.BlobName(name, Files[name]));
        Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
        Directory.CreateDirectory(Snapshot);
        File.WriteAllBytes(blob, content ?? Files[name]);
        File.CreateSymbolicLink(Path.Combine(Snapshot, name), $"../../blobs/{Path.GetFileName(blob)}");
    }

    /// <summary>Notes, as Hugging Face's library does, which of the names that a model may have this one lacks.</summary>
    public void NoteAbsent()
    {
        var folder = Path.Combine(ModelFolder, ".no_exist", Commit);
        Directory.CreateDirectory(folder);
        foreach (var name in NeededFiles.Names.Where(n => !Files.ContainsKey(n)))
            File.WriteAllBytes(Path.Combine(folder, name), []);
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)((i * 31) ^ (i >> 8));
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A disk with as much room and as many links as a test says.</summary>
    public sealed class TestDisk : IDisk
    {
        public long? Free { get; set; }

        public bool HasLinks { get; set; } = true;

        public long FreeBytes(string folder) => Free ?? new Disk().FreeBytes(folder);

        public bool TryLink(string path, string target) => HasLinks && new Disk().TryLink(path, target);
    }

    public sealed class Told : IProgress<FetchProgress>
    {
        public List<FetchProgress> All { get; } = [];

        public void Report(FetchProgress value)
        {
            lock (All)
                All.Add(value);
        }
    }
}
