using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Comparison;
using Emotune.Model.Training;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Stages;

public sealed class CompareStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_it_writes_reads_back_as_the_records()
    {
        Run(MadeUpRuns.Options with { Search = ValidationMetric.Loss });
        var comparison = Json.Read<ComparisonReport>(_folder.File(StageLayout.Compare.Comparison));
        Assert.Equal(["full", "lora"], comparison.Search!.Methods.Select(m => m.Chosen));
        Assert.Equal(("full", "lora"), (comparison.Contrasts.Single().First, comparison.Contrasts[0].Second));
    }

    [Fact]
    public void Sizes_have_the_trained_files_bytes_and_the_steps_to_the_best_validation()
    {
        Run(MadeUpRuns.Options);
        var sizes = Json.Read<IReadOnlyList<RunSize>>(_folder.File(StageLayout.Compare.Sizes));
        Assert.Equal([("full", 7L), ("lora", 7L)], sizes.Select(s => (s.Run, s.TaskBytes)));
        Assert.Equal([new TrainingLength(1, 4, 2), new TrainingLength(2, 4, 2)], sizes[0].Seeds);
        Assert.Equal(310, sizes[1].Parameters.Trained);
        Assert.Null(Json.Read<ComparisonReport>(_folder.File(StageLayout.Compare.Comparison)).Search);
    }

    [Fact]
    public void Without_a_run_the_files_are_there_and_empty()
    {
        Json.Write(_folder.File(Preparer.LabelMapFile), new LabelMap(MadeUpRuns.Labels));
        CompareStage.Run(new CompareRequest(_folder.Path, [], MadeUpRuns.Options with { Search = ValidationMetric.Loss }, _folder.Path));
        Assert.Empty(Json.Read<ComparisonReport>(_folder.File(StageLayout.Compare.Comparison)).Contrasts);
        Assert.Empty(Json.Read<IReadOnlyList<RunSize>>(_folder.File(StageLayout.Compare.Sizes)));
    }

    [Fact]
    public void Test_comments_that_are_in_train_are_left_out_once_more()
    {
        Run(MadeUpRuns.Options);
        var contrast = Json.Read<ComparisonReport>(_folder.File(StageLayout.Compare.Comparison)).Contrasts.Single();
        Assert.Equal(2, contrast.WithoutShared!.LeftOut);
        Assert.Null(contrast.WithoutRareLabels);
    }

    private void Run(ComparisonOptions options)
    {
        Json.Write(_folder.File(Preparer.LabelMapFile), new LabelMap(MadeUpRuns.Labels));
        WriteSplit(Split.Train, ["new", "text 3", "text 5"]);
        WriteSplit(Split.Test, [.. Enumerable.Range(0, MadeUpRuns.Rows).Select(row => $"text {row}")]);
        CompareStage.Run(new CompareRequest(
            _folder.Path, [Finished("full", FineTuningMethod.Full, 0.1), Finished("lora", FineTuningMethod.Lora, 0.5)], options,
            _folder.Path));
    }

    private void WriteSplit(Split split, string[] texts) => PreparedSplitFile.Write(
        _folder.File(split.FileName()),
        new PreparedSplit(
            MadeUpRuns.Labels, texts, texts, new byte[texts.Length * MadeUpRuns.Labels.Length], [.. texts.Select(_ => new[] { 1, 2 })]));

    private FinishedRun Finished(string name, FineTuningMethod method, double noise) => new(
        name, method, 1e-3, 3, ["head.json", "model.safetensors"],
            [.. new long[] { 1, 2 }.Select(seed => (seed, Write(name, seed, noise)))]);

    private string Write(string run, long seed, double noise)
    {
        var result = MadeUpRuns.Seed(seed, noise);
        string In(string stage, string file)
        {
            Directory.CreateDirectory(_folder.File($"{run}-{seed}/{stage}"));
            return _folder.File($"{run}-{seed}/{stage}/{file}");
        }
        File.WriteAllText(In("train", "head.json"), "{}");
        File.WriteAllText(In("train", "model.safetensors"), "12345");
        Json.Write(In("train", StageLayout.Train.Parameters), new ParameterCounts(300, 10, 0, 1000, 1320));
        TrainingLogs.WriteSteps(
            In("train", StageLayout.Train.TrainingLog), Enumerable.Range(1, 4).Select(s => new StepLog(s, 1, 0.5, 1e-3, 1)));
        TrainingLogs.WriteEpochs(
            In("train", StageLayout.Train.ValidationLog),
                [new EpochLog(1, 2, 0.5, 0.5, 0.5, 0.5, true), new EpochLog(2, 4, 0.6, 0.5, 0.5, 0.5, false)]);
        foreach (var split in new[] { Split.Validation, Split.Test })
            PredictionFile.Write(In("predict", split.FileName()), result.Test, MadeUpRuns.Labels);
        Json.Write(In("calibrate", StageLayout.Calibrate.Calibration), result.Calibration);
        Json.Write(In("calibrate", StageLayout.Calibrate.Thresholds), result.Thresholds);
        Json.Write(In("evaluate", StageLayout.Evaluate.Metrics), result.Evaluation);
        return _folder.File($"{run}-{seed}");
    }
}
