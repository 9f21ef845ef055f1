using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class CostsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_has_one_seed_and_the_experiment_all_of_them()
    {
        var costs = RunCosts.Of(Two(1, 2));

        Assert.Equal(["full", "lora", null], costs.Select(c => c.Run?.Name));
        Assert.Equal([1620.5, 1410.25, 2 * (1620.5 + 1410.25)], costs.Select(c => c.TrainingSeconds));
        Assert.Equal([1681.75, 1471.5, 3.5 + (2 * (1681.75 + 1471.5))], costs.Select(c => c.Seconds));
        Assert.Equal([269_100_016, 6_302_000, 1_000_000 + (2 * (269_100_016 + 6_302_000))], costs.Select(c => c.BytesStored));
        Assert.All(costs, c => Assert.Equal(2_400_000_000, c.PeakMemoryBytes));
    }

    [Fact]
    public void A_row_of_the_Markdown_stands_by_itself()
    {
        var input = Two(1);
        _folder.WriteAll(input with
        {
            Runs = [.. input.Runs.Select(r => r with { Costs = Here(r.Costs) })],
            SharedCosts = Here(input.SharedCosts),
        });

        var report = _folder.Text("report.md");
        Assert.Contains("| Experiment | Run | Training | All stages | Memory | Disk | Processor |\n", report);
        Assert.Contains("| made-up | lora | 23 min 30 s | 24 min 31 s | 2.40 GB | 6.30 MB | AMD EPYC, AVX2, 2 cores |\n", report);
        Assert.Contains("| made-up | all | 50 min 30 s | 52 min 36 s | 2.40 GB | 276 MB | AMD EPYC, AVX2, 2 cores |\n", report);
    }

    [Fact]
    public void Machines_of_several_kinds_are_all_named()
    {
        var input = Two(1);
        var costs = RunCosts.Of(input with { Runs = [input.Runs[0], input.Runs[1] with { Costs = Here(input.Runs[1].Costs) }] });

        Assert.Equal(["AMD EPYC", "AMD EPYC, AVX2, 2 cores"], costs[^1].Processors);
    }

    [Fact]
    public void Without_costs_nothing_is_said_of_them()
    {
        var failed = MadeUp.Input(1, MadeUp.Failed("full", FineTuningMethod.Full, "no memory")) with
        {
            SharedCosts = new Dictionary<string, StageCost>(),
        };

        Assert.Empty(RunCosts.Of(failed));
        _folder.WriteAll(failed);
        Assert.DoesNotContain("What it took", _folder.Text("report.md"));
    }

    [Fact]
    public void Times_of_comments_are_in_the_page_or_said_to_be_missing()
    {
        var input = Two(1);
        Assert.Contains("How long a single comment takes was not measured.", _folder.WriteAll(input));

        var page = _folder.WriteAll(input with { Runs = [input.Runs[0], input.Runs[1].Timed()] });
        Assert.Contains("<data value=\"0.0042\">4.20 ms</data>", page);
        Assert.Contains("<data value=\"0.061\">61.0 ms</data> for 32", page);
        Assert.Contains("<td>not measured</td>", page);
    }

    private static ReportInput Two(params int[] seeds) => MadeUp.Input(1, [.. new[] { FineTuningMethod.Full, FineTuningMethod.Lora }
        .SelectMany(m => seeds.Select(s => MadeUp.Run(m == FineTuningMethod.Full ? "full" : "lora", m, 1, s)))]);

    private static Dictionary<string, StageCost> Here(IReadOnlyDictionary<string, StageCost> costs) =>
        costs.ToDictionary(c => c.Key, c => c.Value with { InstructionSet = "AVX2", Cores = 2 });
}
