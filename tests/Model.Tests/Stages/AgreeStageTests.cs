using Emotune.Files;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Comparison;
using Emotune.Model.Training;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Stages;

public sealed class AgreeStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_it_writes_reads_back_as_the_records()
    {
        Run(Explained("full", FineTuningMethod.Full), Explained("lora", FineTuningMethod.Lora));
        Assert.Equal(AgreementKind.Runs, Json.Read<AgreementReport>(_folder.File(StageLayout.Agree.Agreement)).Groups[0].Kind);
        Assert.Equal(
            ["full", "lora"], Json.Read<IReadOnlyList<RunFaithfulness>>(_folder.File(StageLayout.Agree.Faithfulness)).Select(f => f.Run));
        Assert.Equal([("full", "good", 3.0), ("lora", "good", 3.0)],
            ComparisonTables.ReadWords(_folder.File(StageLayout.Agree.LabelWords)).Select(w => (w.Run, w.Word, w.TotalValue)));
        var row = Csv.Read(File.ReadAllText(_folder.File(StageLayout.Agree.AgreementTable)), "agreement").Skip(1).First().Fields;
        Assert.Equal(["runs", "full", "lora", "5", "first", "2", "1", "1", "1"], row[..9]);
    }

    [Fact]
    public void The_runs_that_a_search_chose_are_held_against_each_other()
    {
        var search = new MethodSearch(
            default, true, [new(FineTuningMethod.Full, "fine", 2, 6, []), new(FineTuningMethod.Lora, "strong", 2, 6, [])]);
        string[] names = ["coarse", "fine", "weak", "strong"];
        Run(search, [.. names.Select((n, i) => Explained(n, i < 2 ? FineTuningMethod.Full : FineTuningMethod.Lora))]);
        var groups = Json.Read<AgreementReport>(_folder.File(StageLayout.Agree.Agreement)).Groups;
        Assert.Equal(("fine", "strong"), groups.Where(g => g.Kind == AgreementKind.Runs).Select(g => (g.First, g.Second)).Single());
    }

    [Fact]
    public void Without_a_run_the_files_are_there_and_empty()
    {
        Run();
        Assert.Empty(Json.Read<AgreementReport>(_folder.File(StageLayout.Agree.Agreement)).Groups);
        Assert.Empty(Json.Read<IReadOnlyList<RunFaithfulness>>(_folder.File(StageLayout.Agree.Faithfulness)));
    }

    private void Run(params FinishedRun[] runs) => Run(null, runs);

    private void Run(MethodSearch? search, FinishedRun[] runs)
    {
        Json.Write(_folder.File(Preparer.LabelMapFile), new LabelMap(MadeUpRuns.Labels));
        Json.Write(_folder.File(StageLayout.Compare.Comparison), new ComparisonReport(search, [], []));
        AgreeStage.Run(new AgreeRequest(_folder.Path, _folder.Path, runs, new BootstrapOptions(Resamples: 50), _folder.Path));
    }

    private FinishedRun Explained(string name, FineTuningMethod method) =>
        new(name, method, 1e-3, 3, [], [.. new long[] { 1, 2 }.Select(seed => (seed, Write(name, seed)))]);

    private string Write(string run, long seed)
    {
        CommentAttribution comment = new(
            5, "Good x", ["first"], [new("Good", 0, 4), new("x", 5, 6)], [new LabelAttribution("first", 0.5, true, 0, 2, [3, -1], 0)]);
        Directory.CreateDirectory(_folder.File($"{run}-{seed}/{StageLayout.Explain.Folder}"));
        Json.Write(_folder.File($"{run}-{seed}/{StageLayout.Explain.Folder}/{StageLayout.Explain.Attributions}"), new[] { comment });
        return _folder.File($"{run}-{seed}");
    }
}
