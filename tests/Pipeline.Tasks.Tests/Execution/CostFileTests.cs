using Emotune.Model.Prediction;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class CostFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"cost": null, "reasons": []}""")]
    [InlineData("""{"cost": {"seconds": 1}, "reasons": null}""")]
    [InlineData(
        """{"cost": {"seconds": 1, "samples_per_second": null, "peak_memory_bytes": 1, "bytes_stored": 1, "host": "a", """
        + """ "processor": "b", "finished": "2026-01-01T00:00:00+00:00"}, "reasons": [null]}""")]
    public void A_damaged_cost_is_no_cost(string text)
    {
        _folder.Write("stage/cost.json", text);
        Assert.Null(CostFile.Read(_folder.At("stage")));
    }

    [Fact]
    public void A_cost_of_an_earlier_version_says_nothing_of_what_was_not_measured_then()
    {
        _folder.Write(
            "stage/cost.json",
            """{"cost": {"seconds": 1, "samples_per_second": null, "peak_memory_bytes": 1, "bytes_stored": 1, "host": "a", """
            + """ "processor": "b", "finished": "2026-01-01T00:00:00+00:00"}, "reasons": []}""");
        var cost = CostFile.Read(_folder.At("stage"))!.Cost;
        Assert.Equal(("b", null, null, null), (cost.Processor, cost.InstructionSet, cost.Cores, cost.Latency));
    }

    [Fact]
    public void A_cost_comes_back_as_it_was_written()
    {
        Directory.CreateDirectory(_folder.At("stage"));
        var latency = new PredictionLatency(50, 0.003, 0.005, 32, 0.04, "bfloat16", 2);
        CostFile.Write(_folder.At("stage"), TimeSpan.FromSeconds(2), new StageYield(7, latency), ["no result yet"]);
        var read = CostFile.Read(_folder.At("stage"))!;
        Assert.Equal((2, 7), (read.Cost.Seconds, read.Cost.SamplesPerSecond));
        Assert.Equal(latency, read.Cost.Latency);
        Assert.Equal(Environment.ProcessorCount, read.Cost.Cores);
        Assert.NotEmpty(read.Cost.InstructionSet!);
        Assert.True(read.Cost.PeakMemoryBytes > 0);
        Assert.Equal(["no result yet"], read.Reasons);
    }
}
