using Emotune.Model.Artifacts.Files;
using Emotune.Model.Calibration;
using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Model.Diagnostics;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Metrics;
using Emotune.Model.Training;

namespace Emotune.Model.Stages;

/// <param name="Runs">Those that have a result, in the order of the experiment.</param>
public sealed record CompareRequest(string PreparedFolder, IReadOnlyList<FinishedRun> Runs, ComparisonOptions Options, string OutputFolder);

/// <param name="Epochs">As many as a training could take.</param>
/// <param name="TaskFiles">The trained files beside the backbone, by name in a seed's train folder.</param>
/// <param name="Seeds">Each with the folder of its stages.</param>
public sealed record FinishedRun(
    string Name, FineTuningMethod Method, double LearningRate, int Epochs, IReadOnlyList<string> TaskFiles,
        IReadOnlyList<(long Seed, string Folder)> Seeds);

/// <summary>
/// All runs' results to <c>comparison.json</c>, <c>agreement.json</c> and <c>.csv</c>, <c>faithfulness.json</c>, <c>label_words.csv</c>
/// and <c>sizes.json</c>.
/// </summary>
public static class CompareStage
{
    public const string ComparisonFile = "comparison.json";
    public const string AgreementFile = "agreement.json";
    public const string AgreementTableFile = "agreement.csv";
    public const string FaithfulnessFile = "faithfulness.json";
    public const string LabelWordsFile = "label_words.csv";
    public const string SizesFile = "sizes.json";

    /// <exception cref="DiagnosticException">EXP3025, EXP4030: files that are not what the stages before wrote; EXP5001 to
    /// EXP5009.</exception>
    public static void Run(CompareRequest request)
    {
        var labels = PreparedReader.ReadLabels(request.PreparedFolder);
        ComparedRun[] runs = [.. request.Runs.Select(run => new ComparedRun(
            run.Name, run.Method, run.LearningRate, run.Epochs,
            [.. run.Seeds.Select(s => Read(s.Seed, s.Folder, labels, withValidation: request.Options.Search is not null))]))];
        string Output(string file) => Path.Combine(request.OutputFolder, file);
        var comparison = Comparer.Compare(runs, request.Options);
        var agreement = Agreements.Of(runs, ContrastPairs.Of(runs, comparison.Search), request.Options.Bootstrap);
        Json.Write(Output(ComparisonFile), comparison);
        Json.Write(Output(AgreementFile), agreement.Report);
        ComparisonTables.WriteAgreement(Output(AgreementTableFile), agreement.Comments);
        Json.Write(Output(FaithfulnessFile), runs.Select(r => FaithfulnessSummary.Of(r, request.Options.Bootstrap)));
        ComparisonTables.WriteWords(Output(LabelWordsFile), LabelWords.Of(runs, labels));
        Json.Write(Output(SizesFile), request.Runs.Select(SizeOf));
    }

    private static ComparedSeed Read(long seed, string folder, IReadOnlyList<string> labels, bool withValidation)
    {
        Predictions Predicted(Split split) => PredictionFile.Read(Path.Combine(folder, "predict", split.FileName()), labels);
        return new ComparedSeed(
            seed,
            withValidation ? Predicted(Split.Validation) : null,
            Predicted(Split.Test),
            Json.Read<CalibrationResult>(Path.Combine(folder, "calibrate", CalibrateStage.CalibrationFile)),
            Json.Read<DecisionThresholds>(Path.Combine(folder, "calibrate", CalibrateStage.ThresholdsFile)),
            Json.Read<EvaluationReport>(Path.Combine(folder, "evaluate", EvaluateStage.MetricsFile)),
            Json.Read<IReadOnlyList<CommentAttribution>>(Path.Combine(folder, "explain", ExplainStage.AttributionsFile)));
    }

    private static RunSize SizeOf(FinishedRun run)
    {
        string[] folders = [.. run.Seeds.Select(s => Path.Combine(s.Folder, "train"))];
        var bytes = folders.Average(f => run.TaskFiles.Sum(file => new FileInfo(Path.Combine(f, file)).Length));
        return new RunSize(
            run.Name, run.Method, Json.Read<ParameterCounts>(Path.Combine(folders[0], TrainStage.ParametersFile)), (long)Math.Round(bytes),
            [.. run.Seeds.Zip(folders, (s, folder) => Length(s.Seed, folder))]);
    }

    private static TrainingLength Length(long seed, string train)
    {
        var steps = TrainingLogs.ReadSteps(Path.Combine(train, TrainStage.TrainingLogFile)).Count;
        var best = TrainingLogs.ReadEpochs(Path.Combine(train, TrainStage.ValidationLogFile)).LastOrDefault(e => e.IsBest);
        return new TrainingLength(seed, steps, best?.Step ?? steps);
    }
}
