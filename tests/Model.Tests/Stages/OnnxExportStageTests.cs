using System.Text.Json;
using Emotune.Model.Data;
using Emotune.Model.Onnx;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Runtime;
using FinishedRun = Emotune.Model.Tests.Library.FinishedRun;

namespace Emotune.Model.Tests.Stages;

/// <summary>What Export writes with a graph, and when it writes nothing.</summary>
public sealed class OnnxExportStageTests : IDisposable
{
    private static readonly int[][] Rows = [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 2 + i % 6).Select(
        t => 5 + (3 * i + 7 * t) % 18).ToArray())];

    private readonly FinishedRun _run = new();
    private readonly TemporaryFolder _folder = new();

    public OnnxExportStageTests()
    {
        var labels = Rows.SelectMany((_, i) => new[] { (byte)(i % 2), (byte)(i % 3 == 0 ? 1 : 0) }).ToArray();
        string[] names = [.. Rows.Select((_, i) => FormattableString.Invariant($"row {i}"))];
        PreparedSplitFile.Write(
            Path.Combine(_run.Root, "data", "validation.parquet"), new PreparedSplit(["joy", "anger"], names, names, labels, Rows));
        _run.WriteManifests();
    }

    private string Output => _folder.File("exported");

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_folder_says_what_the_graph_is_and_where_it_came_from()
    {
        Assert.Null(OnnxExportStage.Export(Request()));
        Assert.Equal(["config.json", "emotune.json", "onnx", "tokenizer_config.json", "vocab.txt"], Names(Output));
        var description = Description();
        Assert.Equal(["joy", "anger"], description.GetProperty("labels").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(8, description.GetProperty("max_length").GetInt32());
        Assert.Equal(["urls", "whitespace"], description.GetProperty("clean").EnumerateArray().Select(l => l.GetString()));
        Assert.Equal(("distilbert", "mean"), (
            description.GetProperty("model").GetProperty("family").GetString(),
            description.GetProperty("model").GetProperty("pooling").GetString()));
        var provenance = description.GetProperty("provenance");
        Assert.Equal("tiny", provenance.GetProperty("experiment").GetString());
        var made = provenance.GetProperty("sha256").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains(FinishedRun.Run + "/calibrate/calibration.json", made);
        Assert.Contains("backbone/model.safetensors", made);
        Assert.False(description.TryGetProperty("quantization", out _));
    }

    [Fact]
    public void A_graph_in_int8_is_measured_on_validation()
    {
        var cost = OnnxExportStage.Export(Request(path => new OnnxRuntimeSession(path), force: true))!.Cost;
        Assert.Equal(["model.onnx", "model_quantized.onnx"], Names(Path.Combine(Output, "onnx")));
        Assert.Equal(Rows.Length, cost.Comments);
        Assert.InRange(cost.LargestLogitDifference, 1e-7, 0.1);
        Assert.Equal(cost.Int8.Brier - cost.Float32.Brier, cost.BrierChange);
        var written = Description().GetProperty("quantization");
        Assert.Equal(cost.Int8.MacroF1, written.GetProperty("int8").GetProperty("macro_f1").GetDouble());
        Assert.Equal(cost.LargestProbabilityDifference, written.GetProperty("largest_probability_difference").GetDouble());
        Assert.StartsWith("int8 on 40 validation comments: micro F1 ", cost.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_whose_F1_falls_too_far_is_refused_and_nothing_is_written()
    {
        Assert.Equal("EXP4131", Problem.CodeOf(() => OnnxExportStage.Export(Request(Degraded, force: false))));
        Assert.Empty(Names(_folder.Path));
    }

    [Fact]
    public void Force_writes_it_and_its_cost_nevertheless()
    {
        var cost = OnnxExportStage.Export(Request(Degraded, force: true))!.Cost;
        Assert.True(cost.MicroF1Change < -0.01 || cost.MacroF1Change < -0.01);
        Assert.True(File.Exists(Path.Combine(Output, "onnx", "model_quantized.onnx")));
        Assert.True(cost.ChangedLabels > 0);
    }

    [Fact]
    public void A_folder_with_files_in_it_is_left_alone()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "mine.txt"), "mine");
        Assert.Equal("EXP4021", Problem.CodeOf(() => OnnxExportStage.Export(Request())));
        Assert.Equal(["mine.txt"], Names(Output));
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    // The graph in single precision says the truth, the one in int8 its opposite.
    private static OracleSession Degraded(string path) => new(path.EndsWith("model.onnx", StringComparison.Ordinal) ? 9 : -9);

    private JsonElement Description() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, "emotune.json"))).RootElement;

    private OnnxExportRequest Request(Func<string, IGraphSession>? open = null, bool force = false) =>
        new(TrainedRun.Open(_run.Root, "small", 7, backbone: null), Output)
        {
            Quantization = open is null ? null : new Quantization(open, force),
        };

    private sealed class OracleSession(float certainty) : IGraphSession
    {
        public float[] Logits(long[] inputIds, long[] attentionMask, int rows, int length)
        {
            var logits = new float[rows * 2];
            for (var row = 0; row < rows; row++)
            {
                var size = (int)attentionMask.AsSpan(row * length, length).ToArray().Sum();
                var found = Array.FindIndex(Rows, r => r.Length == size && r.Select(i => (long)i).SequenceEqual(
                    inputIds.AsSpan(row * length, size).ToArray()));
                logits[2 * row] = found % 2 == 1 ? certainty : -certainty;
                logits[2 * row + 1] = found % 3 == 0 ? certainty : -certainty;
            }
            return logits;
        }

        public void Dispose()
        {
        }
    }
}
