using System.Security.Cryptography;
using Emotune.Calibration;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Network;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Library;

/// <summary>An experiment's folder with one untrained run, each stage of it beside the manifest that a build writes.</summary>
internal sealed class FinishedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FinishedRun(bool adapter = false)
    {
        Backbone = Directory.CreateDirectory(_folder.File("backbone")).FullName;
        WriteModel(Backbone);
        Write("data/label_map.json", "{\"labels\":[\"joy\",\"anger\"]}");
        Parameters("data", ("data.clean", """["urls","whitespace"]"""), ("data.max_length", "8"));
        WriteTrained(At("train"), adapter);
        Write(Run + "/predict/validation.parquet", "logits");
        Parameters(Run + "/predict", ("prediction.precision", "float32"), ("prediction.batch_tokens", "512"));
        WriteCalibration();
        Parameters(Run + "/calibrate");
        WriteManifests();
    }

    public const string Run = "runs/small/7";

    public string Root => _folder.File("artifacts/tiny");

    public string Backbone { get; }

    public string Trained => At("train");

    public string At(string stage) => Path.Combine(Root, Run, stage);

    public Dictionary<string, Dictionary<string, string>> Settings { get; } = [];

    public TextClassifier Load(string? backbone = null) => TextClassifier.Load(Root, "small", 7, backbone, threads: 1);

    /// <summary>Writes every manifest anew, from the files that are there.</summary>
    public void WriteManifests()
    {
        Manifest("data");
        Manifest(Run + "/train", InputsOf("data/label_map.json"));
        Manifest(
            Run + "/predict",
            [.. InputsOf("data/label_map.json"), .. Directory.GetFiles(Trained, "*.safetensors").SelectMany(
                f => InputsOf($"{Run}/train/{Path.GetFileName(f)}")),
                ("backbone/model.safetensors", Digest(Path.Combine(Backbone, "model.safetensors")))]);
        Manifest(Run + "/calibrate", InputsOf(Run + "/predict/validation.parquet"));
    }

    /// <summary>Writes one stage's manifest anew, as a build of this stage alone would.</summary>
    public void Manifest(string folder, params (string Name, string Digest)[] inputs) => Json.Write(
        Path.Combine(Root, folder, "manifest.json"),
        new
        {
            Parameters = Settings.GetValueOrDefault(folder) ?? [],
            Inputs = inputs.ToDictionary(i => i.Name, i => i.Digest),
            Outputs = Directory.GetFiles(Path.Combine(Root, folder)).Where(f => Path.GetFileName(f) != "manifest.json")
                .ToDictionary(f => Path.GetFileName(f), f => new { Sha256 = Digest(f), Bytes = new FileInfo(f).Length }),
        });

    public void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => _folder.Dispose();

    private (string, string)[] InputsOf(string file) => [(file, Digest(Path.Combine(Root, file)))];

    private void Parameters(string folder, params (string Name, string Value)[] parameters) =>
        Settings[folder] = parameters.ToDictionary(p => p.Name, p => p.Value);

    private void WriteTrained(string path, bool adapter)
    {
        Directory.CreateDirectory(path);
        if (!adapter)
        {
            WriteModel(path);
            return;
        }
        using var stored = ClassifierFiles.Start(Backbone, ["joy", "anger"], HeadPooling.Mean, new LoraConfig { Rank = 2, Alpha = 4 }, 3);
        stored.Write(path, "backbone");
        WriteVocabulary(path);
    }

    private static void WriteModel(string path)
    {
        WriteVocabulary(path);
        using var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.DistilBert), 2, HeadPooling.Mean);
        network.InitializeAll(7);
        using var stored = new StoredClassifier(network, null, HuggingFaceConfig.Create(network.Config), ["joy", "anger"]);
        stored.Write(path);
    }

    private static void WriteVocabulary(string path)
    {
        string[] vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", .. Enumerable.Range(7, 16).Select(i => $"word{i}")];
        File.WriteAllText(Path.Combine(path, "vocab.txt"), string.Join('\n', vocabulary) + "\n");
    }

    private void WriteCalibration()
    {
        var random = new Random(5);
        var logits = Enumerable.Range(0, 80).Select(_ => (float)(random.NextDouble() * 6 - 3)).ToArray();
        var labels = logits.Select(z => random.NextDouble() < 1 / (1 + Math.Exp(-z)) ? (byte)1 : (byte)0).ToArray();
        var validation = new Predictions(logits, labels, 2);
        var calibration = Calibrator.Fit(validation, new CalibrationOptions(CalibrationMethod.Temperature, CalibrationScope.PerLabel));
        Directory.CreateDirectory(At("calibrate"));
        Json.Write(Path.Combine(At("calibrate"), StageLayout.Calibrate.Calibration), calibration);
        Json.Write(
            Path.Combine(At("calibrate"), StageLayout.Calibrate.Thresholds),
            DecisionThresholds.Choose(validation, calibration, ThresholdStrategy.PerLabelF1));
    }

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
