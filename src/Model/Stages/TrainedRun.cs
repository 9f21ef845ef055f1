using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Model.Network;
using Emotune.Platform;
using Emotune.Texts;

namespace Emotune.Model.Stages;

/// <summary>
/// A finished run of an experiment, found in the experiment's folder. How its texts were prepared is read from the manifests, so that
/// nobody has to know it, or can get it wrong.
/// </summary>
internal sealed class TrainedRun
{
    private const string DataFolder = StageLayout.Prepare.Folder, PretrainFolder = StageLayout.Pretrain.Folder;
    private const string BackbonePrefix = "backbone/";

    private readonly string _root, _run;
    private readonly long _seed;
    private readonly StageRecord _prepare, _train, _predict, _calibrate;

    private TrainedRun(string root, string run, long seed, string? backbone)
    {
        (_root, _run, _seed) = (root, run, seed);
        RequireFinished();
        string[] folders =
        [
            DataFolder, Folder(StageLayout.Train.Folder), Folder(StageLayout.Predict.Folder), Folder(StageLayout.Calibrate.Folder),
        ];
        var records = folders.Append(PretrainFolder).Where(IsFinished).ToDictionary(f => f, f => StageRecord.Read(At(f)));
        (_prepare, _train) = (records[DataFolder], records[Folder(StageLayout.Train.Folder)]);
        (_predict, _calibrate) = (records[Folder(StageLayout.Predict.Folder)], records[Folder(StageLayout.Calibrate.Folder)]);
        RequireOneState(records);
        var pretrained = _predict.Inputs.Keys.Any(i => i.StartsWith(PretrainFolder + "/", StringComparison.Ordinal));
        var trained = At(Folder(StageLayout.Train.Folder));
        Model = new ModelSource(trained, pretrained ? At(PretrainFolder) : backbone) { TokenizerFolder = trained };
        if (!pretrained && backbone is not null)
            RequireBackbone(backbone);
    }

    public ModelSource Model { get; }

    /// <summary>The prepared splits.</summary>
    public string PreparedFolder => At(DataFolder);

    public string CalibrateFolder => At(Folder(StageLayout.Calibrate.Folder));

    public int MaxLength => Whole(_prepare, DataFolder, "data.max_length");

    public IReadOnlyList<CleaningStep> Clean => CleaningOf(Parameter(_prepare, DataFolder, "data.clean"));

    /// <summary>The files that the run was made from and that it made, by name, each with its SHA-256.</summary>
    public ExportProvenance Provenance
    {
        get
        {
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, digest) in new[] { _train, _predict, _calibrate }.SelectMany(s => s.Inputs))
                files[name] = digest;
            // Predicted, and nothing was made from it.
            files.Remove($"{DataFolder}/{StageLayout.Prepare.Test}");
            foreach (var (name, file) in _calibrate.Outputs)
                files[$"{Folder(StageLayout.Calibrate.Folder)}/{name}"] = file.Sha256;
            return new ExportProvenance(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(_root))), _run, _seed, files);
        }
    }

    /// <param name="backbone">Under an adapter; not used where the experiment pretrained its own.</param>
    /// <exception cref="DiagnosticException">EXP2015, EXP2016, EXP4117: what is missing, or does not belong together.</exception>
    public static TrainedRun Open(string experimentFolder, string run, long seed, string? backbone) =>
        new(experimentFolder, run, seed, backbone);

    public Inference Inference(int threads) => new(
        threads,
        Choice<NumericPrecision>(_predict, Folder(StageLayout.Predict.Folder), "prediction.precision"),
        Whole(_predict, Folder(StageLayout.Predict.Folder), "prediction.batch_tokens"));

    private string Folder(string stage) => FormattableString.Invariant($"{StageLayout.Runs}/{_run}/{_seed}/{stage}");

    private string At(string folder) => Path.Combine(_root, folder);

    private bool IsFinished(string folder) => File.Exists(Path.Combine(At(folder), StageLayout.Manifest));

    private void RequireFinished()
    {
        if (new[] { DataFolder, Folder(StageLayout.Train.Folder), Folder(StageLayout.Predict.Folder),
            Folder(StageLayout.Calibrate.Folder) }.All(IsFinished))
        {
            return;
        }

        var runs = At(StageLayout.Runs);
        var finished = !Directory.Exists(runs) ? [] : Directory.GetDirectories(runs).SelectMany(Directory.GetDirectories)
            .Where(f => File.Exists(Path.Combine(f, StageLayout.Calibrate.Folder, StageLayout.Manifest)))
            .Select(f => PathText.Below(runs, f)).Order(StringComparer.Ordinal).ToArray();
        throw new DiagnosticException(Problems.RunNotFinished.In(
            _root, _run, _seed, finished.Length == 0 ? "none" : string.Join(", ", finished)));
    }

    // A build that ended early leaves later stages as they were, over data that is no longer theirs.
    private void RequireOneState(Dictionary<string, StageRecord> records)
    {
        foreach (var (reader, input, digest) in records.SelectMany(r => r.Value.Inputs.Select(i => (r.Key, i.Key, i.Value))))
        {
            var end = input.LastIndexOf('/');
            if (end < 0 || !records.TryGetValue(input[..end], out var maker))
                continue;
            if (maker.Outputs.GetValueOrDefault(input[(end + 1)..])?.Sha256 != digest)
                throw new DiagnosticException(Problems.RunOutOfDate.In(At(reader), input));
        }
    }

    private void RequireBackbone(string backbone)
    {
        foreach (var (name, digest) in _predict.Inputs.Where(i => i.Key.StartsWith(BackbonePrefix, StringComparison.Ordinal)))
        {
            var file = Path.Combine(backbone, name[BackbonePrefix.Length..]);
            if (!File.Exists(file) || Digest(file) != digest)
                throw new DiagnosticException(Problems.BackboneDiffers.In(file, _run));
        }
    }

    private static string Digest(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotRead.In(file, error.Message));
        }
    }

    private CleaningStep[] CleaningOf(string names)
    {
        try
        {
            CleaningStep?[] steps = [.. (JsonSerializer.Deserialize<string?[]>(names) ?? []).Select(Named<CleaningStep>)];
            if (!steps.Contains(null))
                return [.. steps.OfType<CleaningStep>()];
        }
        catch (JsonException)
        {
            // No list at all.
        }

        throw Invalid(DataFolder, "data.clean", names, "a list of urls, usernames, whitespace");
    }

    private T Choice<T>(StageRecord record, string folder, string name) where T : struct, Enum =>
        Parameter(record, folder, name) is var text && Named<T>(text) is { } value
        ? value
        : throw Invalid(folder, name, text, "one of " + string.Join(", ", Enum.GetNames<T>()));

    // By name alone: the library takes any number too.
    private static T? Named<T>(string? text) where T : struct, Enum =>
        Array.FindIndex(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place
        ? Enum.GetValues<T>()[place]
        : null;

    private int Whole(StageRecord record, string folder, string name) =>
        Parameter(record, folder, name) is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value > 0
        ? value
        : throw Invalid(folder, name, text, "a whole number above 0");

    private string Parameter(StageRecord record, string folder, string name) =>
        record.Parameters.GetValueOrDefault(name)
        ?? throw new DiagnosticException(Problems.SettingMissing.In(Path.Combine(At(folder), StageLayout.Manifest), name));

    private DiagnosticException Invalid(string folder, string name, string text, string valid) => new(
        Problems.SettingInvalid.In(Path.Combine(At(folder), StageLayout.Manifest), name, text, valid));
}
