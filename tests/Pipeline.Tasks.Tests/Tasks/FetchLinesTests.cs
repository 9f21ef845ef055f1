using Emotune.Pipeline.Acquisition;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Tasks;

namespace Emotune.Pipeline.Tests.Tasks;

/// <summary>What is said while something is fetched, and what is printed to be pasted.</summary>
public class FetchLinesTests
{
    [Theory]
    [InlineData(45_000_000, 90_900_000L, 3_000_000, "Fetching org/name: 45 of 91 MB, 49 %, 3.0 MB/s, 16 s left")]
    [InlineData(90_900_000, 90_900_000L, 3_000_000, "Fetching org/name: 91 of 91 MB, 100 %, 3.0 MB/s")]
    [InlineData(90_899_999, 90_900_000L, 0, "Fetching org/name: 91 of 91 MB, 99 %")]
    [InlineData(1_200_000, null, 400_000, "Fetching org/name: 1.2 MB, 0.4 MB/s")]
    internal void A_line_says_what_is_known(long done, long? total, double rate, string line) =>
        Assert.Equal(line, FetchLines.Line(new FetchProgress("org/name", done, total, rate)));

    [Fact]
    internal void A_line_comes_every_two_seconds_and_the_end_is_said_once()
    {
        var (said, time) = (new List<string>(), new HandedTime());
        var lines = new FetchLines(said.Add, time);
        foreach (var (seconds, done) in new[] { (0.0, 1), (1.9, 2), (0.1, 3), (0.5, 4), (0, 4) })
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            lines.Report(new FetchProgress("x", done * 1_000_000, 4_000_000, 0));
        }

        Assert.Equal([25, 75, 100], said.Select(s => int.Parse(s.Split(", ")[1].Split(' ')[0])));
    }

    [Fact]
    internal void A_pin_is_YAML_to_be_pasted_below_its_key()
    {
        var model = new NamedModel(["backbone"], null, null, "org/name", null, new Dictionary<string, string>());
        var pinned = new PinnedModel("org/name", new string('a', 40), [new PinnedFile("config.json", 3, new string('b', 64))]);
        Assert.Equal(
            $"# backbone\n  hub: org/name\n  revision: {new string('a', 40)}\n  sha256:\n    config.json: {new string('b', 64)}",
            PinText.Of(model, pinned));
    }

    private sealed class HandedTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp() => _now;
    }
}
