using System.Text.Json;
using Emotune.Pipeline.Tasks.Targets;

namespace Emotune.Pipeline.Tests.Tasks;

public sealed class StatusTableTests
{
    private static readonly StatusTable Table = new(
        [
            new StatusRow("tickets", null, null, "Prepare", "fresh", []),
            new StatusRow("tickets", "lora", 42, "Train", "stale", [.. Enumerable.Range(0, 40).Select(i => $"key_{i} 1 → 2")]),
            new StatusRow("tickets", "lora", 42, "Evaluate", "in the store", ["waits for runs/lora/42/train"]) { ExtraSet = "forum" },
        ],
        ["runs/old"])
    {
        LeftOver = ["gone"],
        Notes = ["runs/old belongs to nothing."],
    };

    [Fact]
    public void People_read_a_table_whose_lines_are_short()
    {
        var lines = Table.ToText().Split('\n');
        Assert.Equal("experiment  run      stage           state         why", lines[0]);
        Assert.Equal("tickets              Prepare         fresh", lines[1]);
        Assert.StartsWith(
            "tickets     lora/42  Train           stale         key_0 1 → 2; key_1 1 → 2; ", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(" more", lines[2], StringComparison.Ordinal);
        Assert.Equal("tickets     lora/42  Evaluate forum  in the store  waits for runs/lora/42/train", lines[3]);
        Assert.Equal("runs/old belongs to nothing.", lines[4]);
    }

    [Fact]
    public void Programs_read_json_with_every_reason()
    {
        using var json = JsonDocument.Parse(Table.ToJson());
        var stages = json.RootElement.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(3, stages.Count);
        Assert.Equal(40, stages[1].GetProperty("reasons").GetArrayLength());
        Assert.Equal("forum", stages[2].GetProperty("extra_set").GetString());
        Assert.False(stages[0].TryGetProperty("extra_set", out _));
        Assert.Equal("gone", Assert.Single(json.RootElement.GetProperty("left_over").EnumerateArray()).GetString());
        Assert.Equal("runs/old", Assert.Single(json.RootElement.GetProperty("orphans").EnumerateArray()).GetString());
    }
}
