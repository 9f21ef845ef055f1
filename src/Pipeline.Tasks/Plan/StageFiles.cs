namespace Emotune.Pipeline.Plan;

/// <summary>The names of the files that stages pass on to each other.</summary>
public static class StageFiles
{
    // Prepare
    public const string Train = "train.parquet";
    public const string Validation = "validation.parquet";
    public const string Test = "test.parquet";
    public const string LabelMap = "label_map.json";
    public const string Dataset = "dataset.json";
    public const string ExplainedRows = "explained_rows.jsonl";

    // Prepare, Predict and Evaluate of an extra set; the last has Metrics of its own
    public const string ExtraSetRows = "rows.parquet";
    public const string ExtraSet = "extra_set.json";
    public const string ExtraSetLogits = "logits.parquet";

    // Pretrain, and Train where all weights are trained
    public const string Configuration = "config.json";
    public const string Weights = "model.safetensors";

    // Train
    public const string Parameters = "parameters.json";
    public const string TrainingLog = "training_log.csv";
    public const string ValidationLog = "validation_log.csv";

    // Calibrate
    public const string Calibration = "calibration.json";
    public const string Thresholds = "thresholds.json";

    // Evaluate
    public const string Metrics = "metrics.json";
    public const string Reliability = "reliability.json";
    public const string ThresholdCurves = "threshold_curves.csv";
    public const string LabelConfusion = "label_confusion.json";

    // Explain
    public const string Attributions = "attributions.json";
    public const string TokenImportance = "token_importance.csv";

    // Compare
    public const string Comparison = "comparison.json";
    public const string Agreement = "agreement.json";
    public const string AgreementTable = "agreement.csv";
    public const string Faithfulness = "faithfulness.json";
    public const string LabelWords = "label_words.csv";
    public const string Sizes = "sizes.json";
}
