using Emotune.Model.Data;

namespace Emotune.Model.Stages;

/// <summary>The stages in the order in which an experiment's data passes through them.</summary>
internal enum StageKind { Prepare, Pretrain, Train, Predict, Calibrate, Evaluate, Compare, Plot, Explain, Agree, Report }

/// <summary>
/// What each stage is, and what the folders and files below an experiment's artifacts are called: the one place where this stands. The
/// name of a file that a lower room writes belongs to that room and is taken over here.
/// </summary>
internal static class StageLayout
{
    /// <summary>The folder that holds a folder for each run, with one for each seed in it.</summary>
    public const string Runs = "runs";

    /// <summary>The folder that holds a folder for each extra set, both of the experiment and of each run and seed.</summary>
    public const string ExtraSets = "extra_sets";

    /// <summary>The file in every stage's folder that says what the stage read and wrote.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The file in every stage's folder that says what the stage cost.</summary>
    public const string Cost = "cost.json";

    /// <summary>All stages in the order in which an experiment's data passes through them.</summary>
    public static IReadOnlyList<StageDefinition> All { get; } =
    [
        Prepare.Stage, Pretrain.Stage, Train.Stage, Predict.Stage, Calibrate.Stage, Evaluate.Stage, Compare.Stage, Plot.Stage,
        Explain.Stage, Agree.Stage, Report.Stage,
    ];

    public static StageDefinition Of(StageKind kind) => All.Single(s => s.Kind == kind);

    /// <summary>What Prepare writes.</summary>
    public static class Prepare
    {
        public const string Folder = "data";
        public const string Train = SplitNames.Train + SplitNames.Extension;
        public const string Validation = SplitNames.Validation + SplitNames.Extension;
        public const string Test = SplitNames.Test + SplitNames.Extension;
        public const string LabelMap = Preparer.LabelMapFile;
        public const string LabelFrequencies = Preparer.LabelFrequenciesFile;
        public const string Statistics = Preparer.StatisticsFile;
        public const string ExplainedRows = Preparer.ExplainedRowsFile;

        /// <summary>The rows of an extra set with its own labels.</summary>
        public const string ExtraSetRows = ExtraSetPreparer.RowsFile;

        /// <summary>What the labels of an extra set say of the experiment's.</summary>
        public const string ExtraSet = ExtraSetPreparer.SetFile;

        public static readonly StageDefinition Stage = new(
            StageKind.Prepare, Folder, Version: 4, IsPerRun: false,
            [Train, Validation, Test, LabelMap, LabelFrequencies, Statistics, ExplainedRows])
        {
            ExtraSetFiles = [ExtraSetRows, ExtraSet],
        };
    }

    /// <summary>What Pretrain writes beside the files of <see cref="ModelLayout"/>.</summary>
    public static class Pretrain
    {
        public const string Folder = "pretrain";
        public const string TrainingLog = Train.TrainingLog;

        public static readonly StageDefinition Stage = new(
            StageKind.Pretrain, Folder, Version: 2, IsPerRun: false, [ModelLayout.Configuration, ModelLayout.Weights, TrainingLog]);
    }

    /// <summary>What Train writes beside the files of <see cref="ModelLayout"/>.</summary>
    public static class Train
    {
        public const string Folder = "train";
        public const string Parameters = "parameters.json";
        public const string TrainingLog = "training_log.csv";
        public const string ValidationLog = "validation_log.csv";

        public static readonly StageDefinition Stage = new(
            StageKind.Train, Folder, Version: 4, IsPerRun: true,
            [
                ModelLayout.Configuration, ModelLayout.Weights, ModelLayout.AdapterConfiguration, ModelLayout.AdapterWeights,
                ModelLayout.Head, ModelLayout.HeadWeights, Parameters, TrainingLog, ValidationLog,
            ]);
    }

    /// <summary>What Predict writes.</summary>
    public static class Predict
    {
        public const string Folder = "predict";
        public const string Validation = Prepare.Validation;
        public const string Test = Prepare.Test;

        /// <summary>The logits on an extra set.</summary>
        public const string ExtraSetLogits = "logits.parquet";

        public static readonly StageDefinition Stage = new(StageKind.Predict, Folder, Version: 2, IsPerRun: true, [Validation, Test])
        {
            ExtraSetFiles = [ExtraSetLogits],
        };
    }

    /// <summary>What Calibrate writes.</summary>
    public static class Calibrate
    {
        public const string Folder = "calibrate";
        public const string Calibration = "calibration.json";
        public const string Thresholds = "thresholds.json";

        public static readonly StageDefinition Stage = new(
            StageKind.Calibrate, Folder, Version: 3, IsPerRun: true, [Calibration, Thresholds]);
    }

    /// <summary>What Evaluate writes; on an extra set, the metrics and the figures of each label alone.</summary>
    public static class Evaluate
    {
        public const string Folder = "evaluate";
        public const string Metrics = "metrics.json";
        public const string PerLabel = "per_label.csv";
        public const string Reliability = "reliability.json";
        public const string ThresholdCurves = "threshold_curves.csv";
        public const string LabelConfusion = "label_confusion.json";

        public static readonly StageDefinition Stage = new(
            StageKind.Evaluate, Folder, Version: 5, IsPerRun: true, [Metrics, PerLabel, Reliability, ThresholdCurves, LabelConfusion])
        {
            ExtraSetFiles = [Metrics, PerLabel],
        };
    }

    /// <summary>What Compare writes.</summary>
    public static class Compare
    {
        public const string Folder = "compare";
        public const string Comparison = "comparison.json";
        public const string Sizes = "sizes.json";

        public static readonly StageDefinition Stage = new(
            StageKind.Compare, Folder, Version: 3, IsPerRun: false, [Comparison, Sizes]);
    }

    /// <summary>Where Plot writes; its files depend on the results, so that its manifest stands for them.</summary>
    public static class Plot
    {
        public const string Folder = "plots";

        public static readonly StageDefinition Stage = new(StageKind.Plot, Folder, Version: 4, IsPerRun: false, []);
    }

    /// <summary>
    /// What the target Export writes down beside a run's stages. It is no stage: the models lie elsewhere, and only the report reads what
    /// is written down.
    /// </summary>
    public static class Export
    {
        public const string Folder = "export";
        public const string Record = "exports.json";

        /// <summary>What its manifest has in the place of a stage's name.</summary>
        public static string Stage => nameof(Export);

        public static int Version => 1;
    }

    /// <summary>What Explain writes.</summary>
    public static class Explain
    {
        public const string Folder = "explain";
        public const string Attributions = "attributions.json";
        public const string TokenImportance = "token_importance.csv";

        public static readonly StageDefinition Stage = new(
            StageKind.Explain, Folder, Version: 4, IsPerRun: true, [Attributions, TokenImportance]);
    }

    /// <summary>What Agree writes.</summary>
    public static class Agree
    {
        public const string Folder = "agreement";
        public const string Agreement = "agreement.json";
        public const string AgreementTable = "agreement.csv";
        public const string Faithfulness = "faithfulness.json";
        public const string LabelWords = "label_words.csv";

        public static readonly StageDefinition Stage = new(
            StageKind.Agree, Folder, Version: 1, IsPerRun: false, [Agreement, AgreementTable, Faithfulness, LabelWords]);
    }

    /// <summary>What Report writes.</summary>
    public static class Report
    {
        public const string Folder = "report";
        public const string Page = "index.html";
        public const string Markdown = "report.md";
        public const string Results = "results.csv";
        public const string PerLabel = Evaluate.PerLabel;
        public const string ExtraSets = StageLayout.ExtraSets + ".csv";
        public const string Costs = "costs.csv";

        // TensorBoard knows its files by the beginning. What follows is commonly the time and the machine, which would differ each time.
        private const string Events = "events.out.tfevents.0";

        /// <summary>The model card of a run and seed.</summary>
        /// <param name="run">Both in one name, such as <c>lora-42</c>.</param>
        public static string CardOf(string run) => $"cards/{run}.md";

        /// <summary>What the card is called beside an exported model, where Hugging Face's hub looks for it.</summary>
        public const string ExportedCard = "README.md";

        /// <summary>The training of a run and seed as TensorBoard reads it.</summary>
        /// <param name="run">Both in one name, such as <c>lora-42</c>.</param>
        public static string EventsOf(string run) => $"tensorboard/{run}/{Events}";

        /// <summary>The table that a build ends with.</summary>
        public const string ResultsText = "results.txt";

        public static readonly StageDefinition Stage = new(
            StageKind.Report, Folder, Version: 11, IsPerRun: false,
            [Page, Markdown, Results, PerLabel, ExtraSets, Costs, ResultsText]);
    }
}
