using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Exported;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Onnx;
using Microsoft.Extensions.DependencyInjection;
using FinishedRun = Emotune.Model.Tests.Library.FinishedRun;

namespace Emotune.Model.Tests.Service;

/// <summary>The package for services against the classifier of the pipeline, over one run.</summary>
public sealed class EmotionClassifierTests : IDisposable
{
    private static readonly string[] Texts =
        ["a good day", "", "bad", "so good good good good good good good", "see https://example.org now", "nothing known"];

    private readonly FinishedRun _run = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _exported;

    public EmotionClassifierTests()
    {
        _exported = _folder.File("exported");
        _run.WriteManifests();
        OnnxExportStage.Export(new OnnxExportRequest(TrainedRun.Open(_run.Root, "small", 7, backbone: null), _exported));
    }

    public void Dispose()
    {
        _run.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(2_048)]
    [InlineData(1)]
    public void It_says_what_the_pipeline_says(int batchTokens)
    {
        using var pipeline = TextClassifier.Load(_run.Root, "small", 7);
        using var service = EmotionClassifier.Load(_exported, new EmotionClassifierOptions { BatchTokens = batchTokens });
        Assert.Equal(pipeline.Labels, service.Labels);
        AssertAlike(pipeline.Classify(Texts), service.Classify(Texts));
    }

    [Fact]
    public void Many_threads_get_the_same()
    {
        using var service = EmotionClassifier.Load(_exported);
        var expected = service.Classify(Texts);
        var results = new ConcurrentBag<IReadOnlyList<Classification>>();
        Parallel.For(0, 32, _ => results.Add(service.Classify(Texts)));
        Assert.Equal(32, results.Count);
        Assert.All(results, r => AssertAlike(expected, r));
    }

    [Fact]
    public void No_texts_are_no_results()
    {
        using var service = EmotionClassifier.Load(_exported);
        Assert.Empty(service.Classify([]));
    }

    [Fact]
    public void A_service_has_one_for_all()
    {
        var service = Assert.Single(new ServiceCollection().AddEmotionClassifier(_exported));
        Assert.Equal((typeof(EmotionClassifier), ServiceLifetime.Singleton), (service.ServiceType, service.Lifetime));
        using var classifier = (EmotionClassifier)service.ImplementationFactory!(null!);
        Assert.Equal("a good day", classifier.Classify("a good day").Text);
    }

    [Fact]
    public void A_cancelled_call_ends()
    {
        using var service = EmotionClassifier.Load(_exported);
        Assert.Throws<OperationCanceledException>(() => service.Classify(Texts, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void After_its_end_there_is_none()
    {
        var service = EmotionClassifier.Load(_exported);
        service.Dispose();
        service.Dispose();
        Assert.Throws<ObjectDisposedException>(() => service.Classify("text"));
    }

    [Fact]
    public void Labels_that_are_not_the_graph_s_are_refused()
    {
        var path = Path.Combine(_exported, ExportDescription.FileName);
        var description = Json.ReadObject(path);
        description["labels"]!.AsArray().Add((JsonNode)"another");
        description["thresholds"]!["labels"]!.AsArray().Add((JsonNode)0.5);
        File.WriteAllText(path, description.ToJsonString());
        Assert.Equal("EXP4152", Problem.CodeOf(() => EmotionClassifier.Load(_exported)));
    }

    [Theory]
    [InlineData("onnx/model.onnx")]
    [InlineData("vocab.txt")]
    [InlineData("config.json")]
    public void A_file_with_other_contents_of_the_same_size_is_refused(string name)
    {
        ChangeLastByte(name);
        var refused = Assert.Throws<DiagnosticException>(() => EmotionClassifier.Load(_exported));
        var problem = Assert.Single(refused.Diagnostics);
        Assert.Equal("EXP4160", problem.Code);
        Assert.Equal(Path.Combine(_exported, name), problem.At?.File);
        Assert.Contains("its SHA-256 begins with", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_size_is_refused()
    {
        File.AppendAllText(Path.Combine(_exported, ExportLayout.Graphs, ExportLayout.Graph), " ");
        var refused = Assert.Throws<DiagnosticException>(() => EmotionClassifier.Load(_exported));
        var problem = Assert.Single(refused.Diagnostics);
        Assert.Equal("EXP4160", problem.Code);
        Assert.Contains("bytes instead of", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_nobody_asks_for_is_not_compared()
    {
        File.AppendAllText(Path.Combine(_exported, ExportLayout.Graphs, ExportLayout.Graph), " ");
        var notCompared = new EmotionClassifierOptions { VerifiesModel = false };
        Assert.DoesNotContain("EXP4160", CodesOf(() => EmotionClassifier.Load(_exported, notCompared)));
        ChangeLastByte("vocab.txt");
        Assert.Equal("EXP4160", Problem.CodeOf(() => EmotionClassifier.Load(_exported, notCompared)));
    }

    [Fact]
    public void A_folder_without_digests_loads()
    {
        Describe(files => files.ToList().ForEach(f => f.Value!.AsObject().Remove("sha256")));
        using (var service = EmotionClassifier.Load(_exported))
            Assert.Single(service.Classify(["a good day"]));
        var path = Path.Combine(_exported, ExportDescription.FileName);
        var description = Json.ReadObject(path);
        description["model"]!.AsObject().Remove("files");
        File.WriteAllText(path, description.ToJsonString());
        using var without = EmotionClassifier.Load(_exported);
        Assert.Single(without.Classify(["a good day"]));
    }

    [Fact]
    public void A_file_that_was_left_out_of_a_copy_is_not_missed()
    {
        Describe(files => files["weights/left_out.bin"] = new JsonObject { ["bytes"] = 3, ["sha256"] = new string('0', 64) });
        using var service = EmotionClassifier.Load(_exported);
        Assert.Single(service.Classify(["a good day"]));
    }

    [Fact]
    public void What_ONNX_Runtime_says_is_told()
    {
        using var session = ModelSession.Open(_exported, new EmotionClassifierOptions(), labels: 2);
        Assert.Equal("EXP4153", Problem.CodeOf(() => session.Run([[1_000_000]], [0], padId: 0, CancellationToken.None)));
    }

    private void ChangeLastByte(string name)
    {
        var path = Path.Combine(_exported, name);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private void Describe(Action<JsonObject> change)
    {
        var path = Path.Combine(_exported, ExportDescription.FileName);
        var description = Json.ReadObject(path);
        change(description["model"]!["files"]!.AsObject());
        File.WriteAllText(path, description.ToJsonString());
    }

    private static IEnumerable<string> CodesOf(Action load)
    {
        var error = Record.Exception(load);
        return error is DiagnosticException refused ? refused.Diagnostics.Select(d => d.Code) : [];
    }

    private static void AssertAlike(IReadOnlyList<Classification> expected, IReadOnlyList<Classification> found)
    {
        Assert.Equal(expected.Select(c => c.Text), found.Select(c => c.Text));
        foreach (var (one, other) in expected.Zip(found))
        {
            Assert.Equal(one.Labels.Select(l => l.Label), other.Labels.Select(l => l.Label));
            Assert.Equal(one.Thresholds, other.Thresholds);
            Assert.Equal(one.Decision, other.Decision);
            Assert.All(one.Probabilities, p => Assert.Equal(p.Value, other.Probabilities[p.Key], 2e-5));
        }
    }
}
