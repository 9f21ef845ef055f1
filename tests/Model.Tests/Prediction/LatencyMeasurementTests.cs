using System.Globalization;
using Emotune.Model.Prediction;

namespace Emotune.Model.Tests.Prediction;

public sealed class LatencyMeasurementTests
{
    private readonly ManualClock _clock = new();
    private readonly List<string[]> _asked = [];

    [Fact]
    public void Fifty_comments_are_timed_one_at_a_time_and_batches_of_32_for_a_quarter_of_a_second()
    {
        var latency = Measure(Texts(600), _ => 1)!;

        Assert.Equal((50, 32), (latency.Comments, latency.BatchComments));
        Assert.Equal((0.001, 0.001, 0.032), (latency.MedianSeconds, latency.HighSeconds, latency.BatchSeconds));
        Assert.Equal(1000, latency.BatchRate(), 6);
        Assert.Equal(("float32", 2), (latency.Precision, latency.Threads));
        // One of each goes before, untimed.
        Assert.Equal((51, 9), (_asked.Count(a => a.Length == 1), _asked.Count(a => a.Length == 32)));
    }

    [Fact]
    public void The_median_and_the_95_per_cent_are_those_of_the_comments()
    {
        // Ten comments take 1 to 10 milliseconds, beside which the time that may be spent is long.
        var latency = Measure(Texts(10), text => 1 + int.Parse(text, CultureInfo.InvariantCulture))!;

        Assert.Equal((0.005, 0.010), (latency.MedianSeconds, latency.HighSeconds));
    }

    [Fact]
    public void A_slow_model_is_timed_on_five_comments_and_one_batch()
    {
        var latency = Measure(Texts(600), _ => 400)!;

        Assert.Equal((5, 0.4, 12.8), (latency.Comments, latency.MedianSeconds, latency.BatchSeconds));
        Assert.Equal(6 + 2, _asked.Count);
    }

    [Fact]
    public void Equal_comments_count_once()
    {
        var latency = Measure([.. Texts(7), .. Texts(7)], _ => 1)!;

        Assert.Equal((7, 7), (latency.Comments, latency.BatchComments));
        Assert.All(_asked, texts => Assert.Equal(texts.Length, texts.Distinct().Count()));
    }

    [Fact]
    public void Without_comments_there_is_nothing_to_measure() => Assert.Null(Measure([], _ => 1));

    [Fact]
    public void It_ends_when_the_stage_is_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => new LatencyMeasurement(_ => { }, _clock).Of(Texts(3), "float32", 1, new CancellationToken(canceled: true)));

    private PredictionLatency? Measure(string[] texts, Func<string, int> milliseconds) =>
        new LatencyMeasurement(
            asked =>
            {
                _asked.Add([.. asked]);
                _clock.Advance(asked.Sum(milliseconds));
            },
            _clock).Of(texts, "float32", 2, CancellationToken.None);

    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A clock that only the test moves.</summary>
    private sealed class ManualClock : TimeProvider
    {
        private long _milliseconds;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _milliseconds;

        public void Advance(int milliseconds) => _milliseconds += milliseconds;
    }
}
