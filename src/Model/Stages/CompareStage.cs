using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;

namespace Emotune.Model.Stages;

/// <param name="Runs">Those that have a result, in the order of the experiment.</param>
internal sealed record CompareRequest(
    string PreparedFolder, IReadOnlyList<FinishedRun> Runs, ComparisonOptions Options, string OutputFolder);

/// <param name="Epochs">As many as a training could take.</param>
/// <param name="TaskFiles">The trained files beside the backbone, by name in a seed's train folder.</param>
/// <param name="Seeds">Each with the folder of its stages.</param>
internal sealed record FinishedRun(
    string Name, FineTuningMethod Method, double LearningRate, int Epochs, IReadOnlyList<string> TaskFiles,
    IReadOnlyList<(long Seed, string Folder)> Seeds);

/// <summary>All runs' results to <c>comparison.json</c> and <c>sizes.json</c>.</summary>
internal static class CompareStage
{
    /// <exception cref="DiagnosticException">EXP3025, EXP4030: files that are not what the stages before wrote; EXP5001 to
    /// EXP5009.</exception>
    public static void Run(CompareRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        ComparedRun[] runs = [.. request.Runs.Select(run => new ComparedRun(
            run.Name, run.Method, run.LearningRate, run.Epochs,
            [.. run.Seeds.Select(s => Read(s.Seed, s.Folder, labels, withValidation: request.Options.Search is not null))]))];
        string Output(string file) => Path.Combine(request.OutputFolder, file);
        Json.Write(Output(StageLayout.Compare.Comparison), Comparer.Compare(runs, request.Options, SharedRows(request)));
        Json.Write(Output(StageLayout.Compare.Sizes), request.Runs.Select(SizeOf));
    }

    /// <summary>The test comments that are in train too: those that <see cref="DatasetStatistics.Shared"/> counts.</summary>
    private static HashSet<int> SharedRows(CompareRequest request)
    {
        // Without two runs there is no difference to take them out of.
        if (request.Runs.Count < 2)
            return [];
        var train = PreparedReader.Read(request.PreparedFolder, Split.Train).Texts.ToHashSet(StringComparer.Ordinal);
        var test = PreparedReader.Read(request.PreparedFolder, Split.Test).Texts;
        return [.. Enumerable.Range(0, test.Length).Where(row => train.Contains(test[row]))];
    }

    private static ComparedSeed Read(long seed, string folder, IReadOnlyList<string> labels, bool withValidation)
    {
        Predictions Predicted(string file) => PredictionFile.Read(Path.Combine(folder, StageLayout.Predict.Folder, file), labels);
        T Calibrated<T>(string file) => Json.Read<T>(Path.Combine(folder, StageLayout.Calibrate.Folder, file));
        return new ComparedSeed(
            seed,
            withValidation ? Predicted(StageLayout.Predict.Validation) : null,
            Predicted(StageLayout.Predict.Test),
            Calibrated<CalibrationResult>(StageLayout.Calibrate.Calibration),
            Calibrated<DecisionThresholds>(StageLayout.Calibrate.Thresholds),
            Json.Read<EvaluationReport>(Path.Combine(folder, StageLayout.Evaluate.Folder, StageLayout.Evaluate.Metrics)));
    }

    private static RunSize SizeOf(FinishedRun run)
    {
        string[] folders = [.. run.Seeds.Select(s => Path.Combine(s.Folder, StageLayout.Train.Folder))];
        var bytes = folders.Average(f => run.TaskFiles.Sum(file => new FileInfo(Path.Combine(f, file)).Length));
        return new RunSize(
            run.Name, run.Method,
            Json.Read<ParameterCounts>(Path.Combine(folders[0], StageLayout.Train.Parameters)),
            (long)Math.Round(bytes),
            [.. run.Seeds.Zip(folders, (s, folder) => Length(s.Seed, folder))]);
    }

    private static TrainingLength Length(long seed, string train)
    {
        var steps = TrainingLogs.ReadSteps(Path.Combine(train, StageLayout.Train.TrainingLog)).Count;
        var best = TrainingLogs.ReadEpochs(Path.Combine(train, StageLayout.Train.ValidationLog)).LastOrDefault(e => e.IsBest);
        return new TrainingLength(seed, steps, best?.Step ?? steps);
    }
}
