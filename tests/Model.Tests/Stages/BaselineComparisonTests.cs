using System.Text;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Comparison;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Stages;

public sealed class BaselineComparisonTests : IDisposable
{
    private static readonly string[] Files =
        ["evaluate/metrics.json", "calibrate/calibration.json", "calibrate/thresholds.json", "predict/test.parquet"];

    private readonly TemporaryFolder _folder = new();

    public BaselineComparisonTests()
    {
        Write("there", noise: 0.5);
        Write("here", noise: 0.1);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_folder_is_compared_with()
    {
        BaselineComparison.Check(_folder.File("there"));
        BaselineComparison.Check(_folder.File("nowhere"));
        Assert.All(Compare()!, d => Assert.NotNull(d.Interval));
    }

    [Theory]
    [InlineData("evaluate/metrics.json", "\"labels\": [", "\"labels\": [null, ")]
    [InlineData("evaluate/metrics.json", "\"name\": \"validation\"", "\"name\": \"elsewhere\"")]
    [InlineData("evaluate/metrics.json", "\"micro\": {", "\"micro\": null, \"more\": {")]
    [InlineData("evaluate/metrics.json", "\"decisions\": [", "\"decisions\": [null, ")]
    [InlineData("evaluate/metrics.json", "first", "f\\ud800st")]
    [InlineData("calibrate/calibration.json", "\"labels\": [", "\"labels\": [null, ")]
    [InlineData("calibrate/calibration.json", "\"labels\": [", "\"labels\": [], \"others\": [")]
    [InlineData("calibrate/calibration.json", "\"map\": {", "\"map\": null, \"was\": {")]
    [InlineData("calibrate/thresholds.json", "\"labels\": [", "\"labels\": [null, ")]
    [InlineData("calibrate/thresholds.json", "0.5", "null")]
    public void A_damaged_field_is_a_coded_error_at_its_file(string file, string old, string now)
    {
        var path = _folder.File($"there/{file}");
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0);
        File.WriteAllText(path, text[..at] + now + text[(at + old.Length)..]);
        if (file.EndsWith("thresholds.json", StringComparison.Ordinal) && old == "0.5")
            File.WriteAllText(path, text.Replace(old, now, StringComparison.Ordinal));
        AssertRefused(path);
    }

    [Fact]
    public void A_file_cut_short_or_with_other_bytes_is_a_coded_error_at_it_or_reads()
    {
        var random = new Random(5);
        foreach (var file in Files)
        {
            var path = _folder.File($"there/{file}");
            var whole = File.ReadAllBytes(path);
            for (var i = 0; i < 60; i++)
            {
                var bytes = i % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
                if (i % 2 == 1)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                File.WriteAllBytes(path, bytes);
                if (Refusal() is { } problem)
                    Assert.Equal(path, problem.At!.File);
                else
                    _ = Compare();
            }

            File.WriteAllBytes(path, whole);
        }
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_a_coded_error_at_its_line()
    {
        var path = _folder.File("there/evaluate/metrics.json");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(File.ReadAllText(path).Replace("first", "premiér", StringComparison.Ordinal)));
        AssertRefused(path);
        Assert.True(Refusal()!.At!.Line > 1);
    }

    private void AssertRefused(string path)
    {
        Assert.Equal(path, Refusal()?.At?.File);
        Assert.Throws<DiagnosticException>(Compare);
    }

    private Diagnostic? Refusal()
    {
        try
        {
            BaselineComparison.Check(_folder.File("there"));
            return null;
        }
        catch (DiagnosticException error)
        {
            return error.Diagnostics[0];
        }
    }

    private IReadOnlyList<PairedDifference>? Compare() =>
        BaselineComparison.Of(_folder.File("there"), _folder.File("here"), new BootstrapOptions(Resamples: 20));

    private void Write(string name, double noise)
    {
        var run = MadeUpRuns.Seed(1, noise);
        foreach (var file in Files)
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.File($"{name}/{file}"))!);
        Json.Write(_folder.File($"{name}/{Files[0]}"), run.Evaluation);
        Json.Write(_folder.File($"{name}/{Files[1]}"), run.Calibration);
        Json.Write(_folder.File($"{name}/{Files[2]}"), run.Thresholds);
        PredictionFile.Write(_folder.File($"{name}/{Files[3]}"), run.Test, MadeUpRuns.Labels);
    }
}
