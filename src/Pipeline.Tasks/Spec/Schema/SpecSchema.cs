using Emotune.Model.Calibration;
using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>
/// The one table of keys. Reading, defaults, ranges, error texts, the JSON schema and the table of keys all come from it,
/// and the records are filled by its names, so that no key can be read undeclared or be declared and not read.
/// </summary>
internal static class SpecSchema
{
    private const int LargestSeed = int.MaxValue;

    private static readonly ModelKeys Pretrainer = new(new TrainingOptions());
    private static readonly ModelKeys Folds = new(new CrossFit(Folds: 5, Seed: 42));
    private static readonly ModelKeys Calibrator =
        new(new CalibrationOptions(CalibrationMethod.Temperature, CalibrationScope.PerLabel) { MinPositives = 10 });

    private static readonly ModelKeys Thresholding = new(new ThresholdOptions(ThresholdStrategy.PerLabelF1));
    private static readonly ModelKeys Resampling = new(new BootstrapOptions());
    private static readonly ModelKeys Evaluator = new(EvaluationOptions.Default);
    private static readonly ModelKeys Explainer = new(new ExplanationOptions(
        ExplanationMethod.PartitionShapley, ExplanationPlayers.Words, MaxEvaluations: 500, MaxLength: 0, RandomOrderPairs: 3));

    private static readonly BlockType Limit = new("limit",
    [
        new("train", new IntegerType(1, int.MaxValue), "Only the first rows of the training split; all of it by default."),
        new("validation", new IntegerType(1, int.MaxValue), "Only the first rows of the validation split; all of it by default."),
        new("test", new IntegerType(1, int.MaxValue), "Only the first rows of the test split; all of it by default."),
    ]);

    private static readonly BlockType Data = new("data",
    [
        new("format", ChoiceType.Of<DatasetFormat>(),
            "How the splits are written. tsv-label-ids is GoEmotions' own: text, label positions joined by commas, identifier; no header.")
            { IsRequired = true },
        new("train", new PathType(false), "The training split, below DatasetsRoot or beside this file.") { IsRequired = true },
        new("validation", new PathType(false), "The split that epochs, calibration and thresholds are chosen on.") { IsRequired = true },
        new("test", new PathType(false), "The split that results are reported on; nothing is chosen on it.") { IsRequired = true },
        new("labels", new PathType(false), "One label a line. Without it, the labels are those that occur in the training split, sorted.")
            { RequiredWith = new("format", "tsv-label-ids") },
        new("clean", new ListType(ChoiceType.Of<CleaningStep>(), 0, IsSet: true),
            "URLs and user names become a word, runs of white space one space. Empty: raw texts.", "[urls, usernames, whitespace]"),
        new("max_length", new IntegerType(4, 8192), "Longer texts are cut to so many word pieces, special ones included.", "128"),
        new("columns", ExtraSetSchema.Columns, "Where text and labels stand.") { OnlyWith = new("format", "csv", "jsonl", "parquet") },
        new("limit", Limit, "Only the first rows of a split, for trials."),
    ]);

    private static readonly BlockType Pretrain = new("pretrain",
    [
        new("from_scratch", new FlagType(), "Begin with fresh weights: of the folder, only shape and tokenizer are read.", "false"),
        Pretrainer.Key("epochs", "Passes over the training split's texts, with new masks each."),
        Pretrainer.Key("learning_rate", "The peak rate; it falls in a line.") with { Default = "1.0e-4" },
        Pretrainer.Key("batch_size", "Comments in one step."),
        new("masking_probability", new NumberType(new(0, 1, AboveMinimum: true, BelowMaximum: true)),
            "Of a word piece to be asked for.", "0.15"),
        Pretrainer.Key("warmup_ratio", "The share of all steps over which the learning rate rises from zero.") with { Default = "0.06" },
        Pretrainer.Key("weight_decay", "AdamW's, on matrices alone."),
        Pretrainer.Key("precision", "The numbers that products are computed in; weights are float32 in any case."),
        Pretrainer.Key("threads", "Their number changes sums, so it belongs to the result."),
        new("seed", new IntegerType(0, LargestSeed), "Of masks, order, dropout and fresh weights.", "42"),
        new("checkpoint_seconds", new IntegerType(0, 604_800),
            "Between two checkpoints to resume from; 0 for none. Changes no result.", "300"),
    ]);

    private static readonly BlockType Backbone = new("backbone",
    [
        new("path", new PathType(true),
            "A folder in Hugging Face layout, below ModelsRoot or beside this file: BERT, DistilBERT or RoBERTa.") { IsRequired = true },
        new("pretrain", Pretrain,
            "Go on with the encoder's masked language modelling on the experiment's own training texts, once for "
            + "all runs.") { IsOptional = true },
    ]);

    private static readonly BlockType Prediction = new("prediction",
    [
        new("precision", ChoiceType.Of<NumericPrecision>(), "The numbers that products are computed in when predicting.", "float32"),
        new("batch_tokens", new IntegerType(16, 1 << 20), "At most so many word pieces in one forward pass.", "512"),
    ]);

    private static readonly BlockType CrossFit = new("cross_fit",
    [
        Folds.Key("folds", "Parts of the validation split, with like shares of rare labels."),
        new("seed", new IntegerType(0, LargestSeed), "Which row falls into which fold.", "42"),
    ]);

    private static readonly BlockType Calibration = new("calibration",
    [
        Calibrator.Key("method", "How logits become honest probabilities; fitted on validation."),
        Calibrator.Key("scope", "One calibration for all labels, or one for each.") with
            { OnlyWith = Condition.AllBut("method", CalibrationMethod.None) },
        Calibrator.Key("min_positives",
            "Labels with fewer positives on validation are fitted together, as the result says; 0 to fit each alone.") with
            { OnlyWith = new("scope", "per_label") },
        new("cross_fit", CrossFit, "Thresholds are chosen on probabilities that each fold has by the calibration of the others.")
            { IsOptional = true, OnlyWith = Condition.AllBut("method", CalibrationMethod.None) },
    ]);

    private static readonly BlockType Thresholds = new("thresholds",
    [
        Thresholding.Key("strategy",
            "Which probabilities count as yes: above a fixed value, or where F1 on validation is best. coordinate_ascent moves one "
            + "label's at a time until none improves the objective."),
        Thresholding.Key("value", "The fixed threshold.") with { OnlyWith = new("strategy", "fixed") },
        Thresholding.Key("objective", "What coordinate_ascent climbs; mean_f1 is the mean of micro and macro F1.") with
            { OnlyWith = new("strategy", "coordinate_ascent") },
        Thresholding.Key("shrinkage",
            "So many positives weighs the global threshold beside a label's own, in log-odds: labels with few positives keep near the "
            + "global one. 10 did well on GoEmotions' validation split.") with
            { OnlyWith = new("strategy", "per_label_f1", "coordinate_ascent") },
        new("cross_fit", CrossFit,
            "Thresholds are chosen once without each fold and averaged in log-odds; F1 on the folds left out is in "
            + "thresholds.json.") { IsOptional = true },
    ]);

    private static readonly BlockType Bootstrap = new("bootstrap",
    [
        Resampling.Key("resamples", "How often test comments are drawn anew."),
        Resampling.Key("confidence", "The share of resamples inside an interval."),
        new("seed", new IntegerType(0, LargestSeed), "Of the draws.", "42"),
        Resampling.Key("interval", "How an interval is read off the resamples: their quantiles, or these corrected for bias and skewness."),
    ]);

    private static readonly BlockType Evaluation = new("evaluation",
    [
        Evaluator.Key("bins", "Bins of reliability diagrams and calibration errors."),
        Evaluator.Key("min_positives", "Macro F1 is also given over the labels with at least so many test positives."),
        new("bootstrap", Bootstrap, "Intervals of the headline numbers."),
        new("extra_sets", new MapType(new NameType(), ExtraSetSchema.Set, 0, "labelled files by name"),
            "Further labelled files, such as of another source: runs are measured on them as they are, with the calibration and the "
            + "thresholds from validation.") { IsOptional = true },
    ]);

    private static readonly BlockType Explanation = new("explanation",
    [
        Explainer.Key("method", "How a decision is shared out over the words of a comment."),
        new("comments", new IntegerType(0, 1_000_000), "How many test comments are explained, the same for all runs; 0 for none.", "50"),
        Explainer.Key("players", "What is kept or masked as one."),
        Explainer.Key("max_evaluations", "Evaluations of the model for one comment, at most; for integrated gradients, its steps.") with
            { OnlyWith = Condition.AllBut("method", ExplanationMethod.LeaveOneOut) },
        Explainer.Key("random_order_pairs",
            "Random orders of a comment's words, each with its reverse, that faithfulness is held against; 0 to measure no faithfulness."),
    ]);

    private static readonly BlockType Comparison = new("comparison",
    [
        new("search", ChoiceType.OrNone<ValidationMetric>(),
            "Of each method's runs, the one whose mean over seeds of this figure is best on validation is the one compared. none: the "
            + "first full run with each LoRA run.", ChoiceType.None),
        Resampling.Key("resamples", "How often test comments are drawn anew for the paired intervals and tests.") with { Default = "2000" },
    ]);

    private static readonly BlockType Report = new("report",
    [
        new("title", new TextType(), "The report's heading; the experiment's name by default."),
    ]);

    private static readonly BlockType DataCard = new("data_card",
    [
        new("source", new TextType(), "Where the data come from."),
        new("licence", new TextType(), "Under which licence."),
        new("intended_use", new TextType(), "What they, and models trained on them, are for."),
        new("limits", new TextType(), "What they are not fit for, and why."),
        new("citation", new TextType(), "How to cite them."),
    ]);

    /// <summary>The whole file.</summary>
    public static BlockType Root { get; } = new("experiment",
    [
        new("name", new NameType(), "Names the experiment and its folder of results.") { IsRequired = true },
        new("data", Data, "The data set.") { IsRequired = true },
        new("backbone", Backbone, "The pretrained encoder.") { IsRequired = true },
        new("head", RunSchema.Head, "The classification head, for all runs that do not say otherwise."),
        new("training", RunSchema.Training, "How runs are trained, for all that do not say otherwise."),
        new("prediction", Prediction, "How validation and test are predicted."),
        new("runs", new MapType(new NameType(), RunSchema.Run, 1, "runs by name"), "The runs that are compared.") { IsRequired = true },
        new("matrix", new MapType(new NameType(), RunSchema.Matrix, 0, "runs by name"),
            "By run: replace it by one run for each combination of values.") { IsOptional = true },
        new("seeds", new ListType(new IntegerType(0, LargestSeed), 1, IsSet: true), "Each run is trained once for each.", "[42]"),
        new("calibration", Calibration, "How logits become probabilities."),
        new("thresholds", Thresholds, "How probabilities become decisions."),
        new("evaluation", Evaluation, "How results are measured."),
        new("explanation", Explanation, "How decisions are explained."),
        new("comparison", Comparison, "How runs are compared."),
        new("report", Report, "The report."),
        new("data_card", DataCard, "What the report says of the data's origin and of their use.") { IsOptional = true },
    ]);

    /// <summary>The file once runs are complete: the matrix expanded, head and training worked into each run.</summary>
    public static BlockType Resolved { get; } = new("resolved_experiment",
    [
        .. Root.Keys.Where(k => k.Name is not ("head" or "training" or "matrix")),
    ]);

    /// <summary>A run once it is complete.</summary>
    public static BlockType ResolvedRun { get; } = new("resolved_run",
    [
        .. RunSchema.Run.Keys.Select(k => k.Name is "head" or "training" ? Root.Find(k.Name)! : k),
    ]);
}
