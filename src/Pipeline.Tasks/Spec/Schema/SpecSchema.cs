using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
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

    private static readonly BlockType Pretrain = new("pretrain",
    [
        new("from_scratch", new FlagType(),
            "Whether pretraining begins with fresh weights. "
            + "Only the shape of the encoder and the tokenizer are then read from the folder.", "false"),
        Pretrainer.Key("epochs", "The number of passes over the texts of the training split. Each pass has new masks."),
        Pretrainer.Key("learning_rate",
            "The highest learning rate. After the warm-up it decreases linearly to zero.") with { Default = "1.0e-4" },
        Pretrainer.Key("batch_size", "The number of comments in one optimizer step."),
        new("masking_probability", new NumberType(new(0, 1, AboveMinimum: true, BelowMaximum: true)),
            "The probability with which a word piece is chosen to be predicted.", "0.15"),
        Pretrainer.Key("warmup_ratio", "The share of all steps during which the learning rate rises from zero.") with { Default = "0.06" },
        Pretrainer.Key("weight_decay", "The weight decay of AdamW. It applies to matrices only."),
        Pretrainer.Key("precision", "The number format of matrix products. The weights are float32 in either case."),
        Pretrainer.Key("threads", "The number of threads. It affects the order of sums, so it is a part of the result."),
        new("seed", new IntegerType(0, LargestSeed), "The seed of masks, order, dropout and fresh weights.", "42"),
        new("checkpoint_seconds", new IntegerType(0, 604_800),
            "The time in seconds between two checkpoints. An interrupted pretraining continues from the last one. 0 writes no checkpoints. "
            + "The value does not change the result.", "300"),
    ]);

    private static string Families =>
        $"{string.Join(", ", EncoderFamily.All.SkipLast(1).Select(f => f.DisplayName))} or {EncoderFamily.All[^1].DisplayName}";

    private static readonly BlockType Backbone = new("backbone",
    [
        .. SourceSchema.ModelKeys(
            "The folder of the encoder in Hugging Face layout, below ModelsRoot or beside this file. The encoder must be "
            + $"{Families}."),
        new("pretrain", Pretrain,
            "Continues the encoder's masked language modelling on the training texts of the experiment. "
            + "This happens once for all runs.") { IsOptional = true },
    ]);

    private static readonly BlockType Prediction = new("prediction",
    [
        new("precision", ChoiceType.Of<NumericPrecision>(), "The number format of matrix products during prediction.", "float32"),
        new("batch_tokens", new IntegerType(16, 1 << 20), "The largest number of word pieces in one forward pass.", "512"),
    ]);

    private static readonly BlockType CrossFit = new("cross_fit",
    [
        Folds.Key("folds", "The number of parts that the validation split is divided into. Rare labels are spread evenly over the parts."),
        new("seed", new IntegerType(0, LargestSeed), "The seed that decides which row belongs to which fold.", "42"),
    ]);

    private static readonly BlockType Calibration = new("calibration",
    [
        Calibrator.Key("method", "The method by which logits become honest probabilities. It is fitted on the validation split."),
        Calibrator.Key("scope", "Whether all labels share one calibration (global) or each label has its own (per_label).") with
            { OnlyWith = Condition.AllBut("method", CalibrationMethod.None) },
        Calibrator.Key("min_positives",
            "The number of positives on validation below which labels are calibrated together. The result says which labels were. 0 "
            + "calibrates every label by itself.") with { OnlyWith = new("scope", "per_label") },
        new("cross_fit", CrossFit,
            "Cross-fitting of the calibration. Thresholds are then chosen on probabilities that were calibrated without the row's own "
            + "fold.") { IsOptional = true, OnlyWith = Condition.AllBut("method", CalibrationMethod.None) },
    ]);

    private static readonly BlockType Thresholds = new("thresholds",
    [
        Thresholding.Key("strategy",
            "How the thresholds are chosen. fixed uses one given value. global_f1 and per_label_f1 choose the value with the best F1 on "
            + "validation, for all labels together or for each label. coordinate_ascent moves the threshold of one label at a time until "
            + "no move improves the objective."),
        Thresholding.Key("value", "The fixed threshold.") with { OnlyWith = new("strategy", "fixed") },
        Thresholding.Key("objective", "The figure that coordinate_ascent maximizes. mean_f1 is the mean of micro and macro F1.") with
            { OnlyWith = new("strategy", "coordinate_ascent") },
        Thresholding.Key("shrinkage",
            "The weight of the global threshold beside that of each label, given as a number of positives. The average is taken in "
            + "log-odds. Labels with few positives therefore stay near the global threshold. "
            + "A value of 10 did well on the validation split of GoEmotions.") with
            { OnlyWith = new("strategy", "per_label_f1", "coordinate_ascent") },
        new("cross_fit", CrossFit,
            "Cross-fitting of the thresholds. They are chosen once without each fold and averaged in log-odds. thresholds.json holds F1 on "
            + "the folds that were left out.") { IsOptional = true },
    ]);

    private static readonly BlockType Bootstrap = new("bootstrap",
    [
        Resampling.Key("resamples", "The number of resamples of the test comments."),
        Resampling.Key("confidence", "The confidence level of the intervals."),
        new("seed", new IntegerType(0, LargestSeed), "The seed of the resampling draws.", "42"),
        Resampling.Key("interval",
            "How an interval is computed from the resamples. percentile takes their quantiles. "
            + "bca corrects the quantiles for bias and skewness."),
    ]);

    private static readonly BlockType Evaluation = new("evaluation",
    [
        Evaluator.Key("bins", "The number of bins of reliability diagrams and calibration errors."),
        Evaluator.Key("min_positives",
            "The number of test positives that a label needs to count in a second macro F1, which leaves out rare labels."),
        new("bootstrap", Bootstrap, "The confidence intervals of the main figures."),
        new("extra_sets", new MapType(new NameType(), ExtraSetSchema.Set, 0, "labelled files by name"),
            "Further labelled files, for example from another source. The runs are measured on them as they are, with the calibration and "
            + "the thresholds from validation.") { IsOptional = true },
    ]);

    private static readonly BlockType Explanation = new("explanation",
    [
        Explainer.Key("method", "How a decision is attributed to the words of a comment."),
        new("comments", new IntegerType(0, 1_000_000),
            "The number of test comments that are explained. All runs explain the same comments. 0 explains none.", "10"),
        Explainer.Key("players", "What is kept or masked as one unit: whole words or single word pieces."),
        Explainer.Key("max_evaluations",
            "The largest number of evaluations of the model for one comment. For integrated gradients it is the number of steps.") with
            { OnlyWith = Condition.AllBut("method", ExplanationMethod.LeaveOneOut) },
        Explainer.Key("random_order_pairs",
            "The number of random orders of a comment's words that faithfulness is compared with. Each order comes with its reverse. 0 "
            + "does not measure faithfulness."),
    ]);

    private static readonly BlockType Comparison = new("comparison",
    [
        new("search", ChoiceType.OrNone<ValidationMetric>(),
            "The figure on validation that chooses the run of each method that is compared. The run with the best mean over seeds is "
            + "chosen. none compares the first full run with each LoRA run.", ChoiceType.None),
        Resampling.Key("resamples",
            "The number of resamples of the test comments for the paired intervals and tests.") with { Default = "2000" },
    ]);

    private static readonly BlockType Report = new("report",
    [
        new("title", new TextType(), "The heading of the report. By default, it is the name of the experiment."),
    ]);

    private static readonly BlockType DataCard = new("data_card",
    [
        new("source", new TextType(), "Where the data come from."),
        new("licence", new TextType(), "The licence of the data."),
        new("language", new TextType(), "The language of the texts."),
        new("intended_use", new TextType(), "What the data are meant for, and models trained on them too."),
        new("limits", new TextType(), "What the data are not suitable for, and why."),
        new("citation", new TextType(), "How to cite the data."),
    ]);

    /// <summary>The whole file.</summary>
    public static BlockType Root { get; } = new("experiment",
    [
        new("name", new NameType(), "The name of the experiment. Its folder of results has the same name.") { IsRequired = true },
        new("data", DataSchema.Data, "The data set.") { IsRequired = true },
        new("backbone", Backbone, "The pretrained encoder that every run starts from.") { IsRequired = true },
        new("head", RunSchema.Head, "The classification head. Each run may override its settings."),
        new("training", RunSchema.Training, "How the runs are trained. Each run may override these settings."),
        new("prediction", Prediction, "How the validation and test splits are predicted."),
        new("runs", new MapType(new NameType(), RunSchema.Run, 1, "runs by name"),
            "The runs that are compared, by name.") { IsRequired = true },
        new("matrix", new MapType(new NameType(), RunSchema.Matrix, 0, "runs by name"),
            "Replaces a run by one run for each combination of values. The key is the run's name.") { IsOptional = true },
        new("seeds", new ListType(new IntegerType(0, LargestSeed), 1, IsSet: true),
            "The seeds of the runs. Each run is trained once for each seed.", "[42]"),
        new("calibration", Calibration, "How logits become probabilities."),
        new("thresholds", Thresholds, "How probabilities become decisions."),
        new("evaluation", Evaluation, "How results are measured."),
        new("explanation", Explanation, "How decisions are explained."),
        new("comparison", Comparison, "How runs are compared."),
        new("report", Report, "The report."),
        new("data_card", DataCard, "What the report says about the origin of the data and about their use.") { IsOptional = true },
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
