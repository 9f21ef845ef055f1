using System.Globalization;
using System.Text.Json;
using Emotune.Files;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>
/// A task that has nothing to do with emotions: 500 made-up tickets of six topics, one of which validation does not have.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class OtherTaskTests : IDisposable
{
    private const string Experiment = """
        name: tickets
        data:
          format: csv
          train: train.csv
          validation: validation.csv
          test: test.csv
          columns: {text: body, label: topics, label_separator: "|"}
          max_length: 32
        backbone: {path: encoder}
        training: {epochs: 1, threads: 2, checkpoint_seconds: 0}
        runs:
          full: {method: full, learning_rate: 2.0e-3}
          lora: {method: lora, learning_rate: 5.0e-3, lora: {rank: 4}}
        calibration: {method: beta, cross_fit: {folds: 4}}
        thresholds: {strategy: coordinate_ascent, cross_fit: {folds: 4}}
        evaluation: {bootstrap: {resamples: 100, interval: bca}}
        explanation: {method: leave_one_out, comments: 2}

        """;

    private static readonly (string Topic, string Words)[] Topics =
    [
        ("account", "login password name"), ("billing", "price money \"invoice\""), ("delivery", "late box road"),
        ("praise", "thanks great day"), ("privacy", "secret data, mine"), ("returns", "back broken size"),
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void It_runs_to_a_report_that_says_what_could_not_be_computed_and_why()
    {
        var encoder = Path.Combine(Repository.Root, "experiments", "quickstart", "encoder");
        Directory.CreateDirectory(Path.Combine(_root, "encoder"));
        foreach (var file in Directory.EnumerateFiles(encoder))
            File.Copy(file, Path.Combine(_root, "encoder", Path.GetFileName(file)));
        Write("train.csv", first: 0, rows: 340, withPrivacy: true);
        Write("validation.csv", first: 340, rows: 80, withPrivacy: false);
        Write("test.csv", first: 420, rows: 80, withPrivacy: true);
        File.WriteAllText(Path.Combine(_root, "tickets.yaml"), Experiment);

        var build = DotnetBuild.Run(_root, ["-t:Report", $"-p:Experiment={_root}/tickets.yaml", $"-p:ArtifactsRoot={_root}/artifacts"]);
        Assert.True(build.ExitCode == 0, build.Output);

        foreach (var run in new[] { "full", "lora" })
        {
            var calibration = Json(run, "calibrate/calibration.json").GetProperty("labels")[4];
            Assert.True(calibration.GetProperty("pooled").GetBoolean());
            Assert.StartsWith(
                "The label has 0 positives on validation, which is fewer than 10. ", calibration.GetProperty("note").GetString(),
                StringComparison.Ordinal);
            Assert.True(Json(run, "calibrate/thresholds.json").GetProperty("labels")[4].GetDouble() > 1);
            Assert.InRange(Json(run, "calibrate/thresholds.json").GetProperty("held_out").GetProperty("micro").GetDouble(), 0, 1);
            Assert.Equal(80, Json(run, "evaluate/metrics.json").GetProperty("rows").GetInt32());
            var curves = Csv.Read(File.ReadAllText(Artifact(run, "evaluate/threshold_curves.csv")), "curves").Skip(1)
                .Select(r => r.Fields).ToList();
            Assert.DoesNotContain(curves, f => f[0] == "privacy" && f[2] == "1");
        }
        foreach (var file in new[] { "report.md", "index.html" })
        {
            var report = File.ReadAllText(Path.Combine(_root, "artifacts", "tickets", "report", file));
            Assert.Contains("What could not be computed", report, StringComparison.Ordinal);
            Assert.Contains("no validation comment carries it", report, StringComparison.Ordinal);
        }
    }

    private void Write(string file, int first, int rows, bool withPrivacy)
    {
        IEnumerable<IReadOnlyList<object?>> Rows()
        {
            for (var i = first; i < first + rows; i++)
            {
                var (one, other) = (Topics[i % 6], Topics[i / 6 % 6]);
                (string Topic, string Words)[] all = [.. new[] { one, other }.Distinct().Where(t => withPrivacy || t.Topic != "privacy")];
                yield return [
                    string.Create(CultureInfo.InvariantCulture, $"ticket {i}: {string.Join(' ', all.Select(t => t.Words))}"),
                    string.Join('|', all.Select(t => t.Topic))];
            }
        }
        Csv.Write(Path.Combine(_root, file), ["body", "topics"], Rows());
    }

    private string Artifact(string run, string file) => Path.Combine(_root, "artifacts", "tickets", "runs", run, "42", file);

    private JsonElement Json(string run, string file) => JsonDocument.Parse(File.ReadAllText(Artifact(run, file))).RootElement;
}
