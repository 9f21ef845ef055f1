using System.Text.Json.Nodes;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class OrphanRunTests : IDisposable
{
    private static readonly OverriddenBy Seven = new("seeds=7", null);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    [InlineData(-1, true)]
    public void An_overridden_run_is_kept_for_thirty_days_after_its_training(int days, bool kept)
    {
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(kept, new OrphanRun("/a", now.AddDays(-days), Seven).IsKept(now));
        Assert.False(new OrphanRun("/a", now.AddDays(-days), null).IsKept(now));
        Assert.False(new OrphanRun("/a", null, null).IsKept(now));
    }

    [Fact]
    public void Its_first_stage_decides()
    {
        Write("runs/old/42/train", null);
        Write("runs/old/42/evaluate", Seven);
        Write("runs/new/7/train", new("seeds=7", "more.yaml"));
        Write("runs/new/7/explain", null);
        Write("extra_sets/forum", Seven);
        var orphans = OrphanRuns.In(new ArtifactFolder(_folder.At("small")), []);
        Assert.Equal(
            [("extra_sets/forum", "Set=seeds=7"), ("runs/new/7", "Overrides=more.yaml and Set=seeds=7"), ("runs/old/42", null)],
            orphans.Select(o => (Path.GetRelativePath(_folder.At("small"), o.Folder), o.With?.ToString())));
    }

    [Fact]
    public void A_cost_of_an_earlier_version_says_nothing_of_overrides()
    {
        Write("runs/a/1/train", Seven);
        var file = _folder.At("small/runs/a/1/train/cost.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.True(json.Remove("overridden_by"));
        File.WriteAllText(file, json.ToJsonString());
        Assert.Null(Assert.Single(OrphanRuns.In(new ArtifactFolder(_folder.At("small")), [])).KeptUntil);
    }

    private void Write(string stage, OverriddenBy? by)
    {
        Directory.CreateDirectory(_folder.At("small/" + stage));
        CostFile.Write(_folder.At("small/" + stage), TimeSpan.FromSeconds(1), new StageYield(), [], by);
    }
}
