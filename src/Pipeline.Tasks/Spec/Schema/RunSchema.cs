using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of runs and of what runs may change.</summary>
internal static class RunSchema
{
    private const string SixKinds = "[query, key, value, attention_output, ffn_input, ffn_output]";

    public static readonly BlockType Head = new("head",
    [
        new("pooling", ChoiceType.Of<HeadPooling>(),
            "first_token: the family's own head. mean: dropout and one linear layer over the mean of the token states.", "mean"),
        new("learning_rate_multiplier", new NumberType(0, 1000, AboveMinimum: true),
            "The head's learning rate divided by the run's.", "10"),
        new("dropout", new NumberType(0, 1, BelowMaximum: true),
            "Before the head's last layer; what the backbone's config.json says by default."),
    ]);

    private static readonly BlockType EarlyStopping = new("early_stopping",
    [
        new("metric", ChoiceType.Of<StoppingMetric>(),
            "Measured on validation after each epoch; micro_f1 and macro_f1 at the best single threshold there.",
                "macro_average_precision"),
        new("patience", new IntegerType(1, 1000), "Training ends after so many epochs in a row without a better one.", "2"),
    ]);

    private static readonly BlockType Loss = new("loss",
    [
        new("function", ChoiceType.Of<LossFunction>(),
            "bce: cross-entropy. pos_weight: cross-entropy whose positives weigh more the rarer their label. focal: easy decisions count "
            + "less. asymmetric: easy negatives count less. A run that chooses another function than the shared one leaves the shared "
            + "constants behind.", "bce"),
        new("label_smoothing", new NumberType(0, 1, BelowMaximum: true), "A label's 1 becomes 1 - s/2 and its 0 becomes s/2.", "0"),
        new("power", new NumberType(0, 10), "A label's positives weigh (negatives / positives) ^ power, counted on the training split.",
            "1.0") { OnlyWith = new("function", "pos_weight") },
        new("max_weight", new NumberType(1, 1e6), "No such weight is larger.", "100") { OnlyWith = new("function", "pos_weight") },
        new("alpha", new NumberType(0, 1), "The positives' share of the weight; at 0.5 both count alike.",
            "0.25") { OnlyWith = new("function", "focal") },
        new("gamma", new NumberType(0, 10), "How much easy decisions are discounted; at 0 not at all.",
            "2.0") { OnlyWith = new("function", "focal") },
        new("gamma_negative", new NumberType(0, 10), "How much easy negatives are discounted.",
            "4.0") { OnlyWith = new("function", "asymmetric") },
        new("gamma_positive", new NumberType(0, 10), "How much easy positives are discounted.",
            "1.0") { OnlyWith = new("function", "asymmetric") },
        new("clip", new NumberType(0, 1, BelowMaximum: true), "A negative of a probability up to this costs nothing.",
            "0.05") { OnlyWith = new("function", "asymmetric") },
    ]);

    public static readonly BlockType Training = new("training",
    [
        new("epochs", new IntegerType(0, 1000),
            "Passes over the training split. Zero: the run is evaluated as it starts, such as from initialize_from.", "3"),
        new("batch_size", new IntegerType(1, 4096), "Comments in one forward pass.", "32"),
        new("accumulation_steps", new IntegerType(1, 1024), "Forward passes in one optimizer step.", "1"),
        new("weight_decay", new NumberType(0, 1), "AdamW's, on matrices alone.", "0.01"),
        new("warmup_ratio", new NumberType(0, 1), "The share of all steps over which the learning rate rises from zero.", "0.1"),
        new("max_gradient_norm", new NumberType(0, 1e6), "Longer gradients are scaled down to it; 0 for never.", "1.0"),
        new("schedule", ChoiceType.Of<RateSchedule>(), "What the learning rate does after warm-up.", "linear"),
        new("loss", Loss, "What training lowers; validation is by plain cross-entropy in any case."),
        new("layer_decay", new NumberType(0, 1, AboveMinimum: true),
            "Each encoder layer's learning rate divided by that of the layer above it, the embeddings last; at 1 all learn alike.", "1.0"),
        new("ema_decay", new NumberType(0, 1, BelowMaximum: true),
            "Of a moving average of the weights, which is then what is validated and kept; 0 for none.", "0"),
        new("early_stopping", new EitherType(new ChoiceType(["none"]), EarlyStopping),
            "Keep the best epoch on validation and stop when none is better; none: train all epochs and keep the last.", "{}"),
        new("precision", ChoiceType.Of<NumericPrecision>(),
            "The numbers that products are computed in when training; weights are float32 in any case.", "float32"),
        new("threads", new IntegerType(1, 1024), "Threads of one run. Their number changes sums, so it belongs to the result.", "2"),
        new("group_by_length", new FlagType(), "Comments of like length share a batch, which saves padding.", "true"),
        new("checkpoint_seconds", new IntegerType(0, 604_800),
            "Between two checkpoints to resume from; 0 for none. Changes no result.", "300"),
    ]);

    private static readonly BlockType Lora = new("lora",
    [
        new("rank", new IntegerType(1, 4096), "r: the inner width of an adapter.", "8"),
        new("alpha", new NumberType(0, 1e6, AboveMinimum: true), "The update is scaled by alpha / rank.", "16"),
        new("dropout", new NumberType(0, 1, BelowMaximum: true), "On an adapter's input.", "0.05"),
        new("target_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "The linear layers that get adapters: kinds (query, key, value, attention_output, ffn_input, ffn_output), suffixes of module "
            + "names, one regular expression, or all-linear.", SixKinds),
        new("exclude_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "Layers that get none though target_modules names them: kinds, suffixes, or one regular expression."),
        new("layers_to_transform", new ListType(new IntegerType(0, 1023), 1, IsSet: true), "Only these layers, from zero; all by default."),
        new("rank_pattern", new MapType(new PatternType(), new IntegerType(1, 4096), 0, "ranks by regular expression"),
            "Another rank for the modules that a regular expression matches.", "{}"),
        new("alpha_pattern", new MapType(new PatternType(), new NumberType(0, 1e6, AboveMinimum: true), 0, "alphas by regular expression"),
            "Another alpha for the modules that a regular expression matches.", "{}"),
        new("bias", ChoiceType.Of<LoraBias>(), "Which bias terms are trained.", "none"),
        new("use_rslora", new FlagType(), "Scale by alpha / sqrt(rank) instead.", "false"),
        new("use_dora", new FlagType(), "Train each adapted matrix's column norms apart from its direction.", "false"),
        new("loraplus_lr_ratio", new NumberType(0, 1e6, AboveMinimum: true),
            "LoRA+: the learning rate of B divided by that of A; one rate by default."),
        new("modules_to_save", new ListType(new TextType(), 0, IsSet: true),
            "Modules that are trained whole, beside the head, which always is.", "[]"),
    ]);

    public static readonly BlockType Run = new("run",
    [
        new("method", ChoiceType.Of<RunMethod>(), "full: all weights are trained. lora: adapters and the head.") { IsRequired = true },
        new("learning_rate", new NumberType(0, 1, AboveMinimum: true),
            "The peak rate of the encoder or its adapters.") { IsRequired = true },
        new("lora", Lora, "The adapters.") { IsOptional = true, OnlyWith = new("method", "lora"), RequiredWith = new("method", "lora") },
        new("initialize_from", new PathType(true),
            "A folder with an earlier run's weights or adapter to start from, below ModelsRoot or beside this file."),
        new("head", Head.Changes("head_changes"), "What this run's head has otherwise.") { IsOptional = true },
        new("training", Training.Changes("training_changes"), "What this run's training has otherwise.") { IsOptional = true },
    ]);

    private static readonly IReadOnlyList<(string Path, SchemaKey Key)> RunLeaves = [.. Leaves("", Run)];

    private static readonly BlockType MatrixPoint = new("matrix_point",
        [.. RunLeaves.Select(leaf => new SchemaKey(leaf.Path, leaf.Key.Type, leaf.Key.Description))]);

    public static readonly BlockType Matrix = new("matrix_of_run",
    [
        new("over", new BlockType("matrix_over",
            [.. RunLeaves.Select(leaf => new SchemaKey(leaf.Path, new ListType(leaf.Key.Type, 1), leaf.Key.Description))]),
            "By key of the run (as in lora.rank): its values. Every combination is a run; the first key varies "
            + "slowest.") { IsOptional = true },
        new("exclude", new ListType(MatrixPoint, 0), "Combinations to leave out: all that have these values.") { IsOptional = true },
        new("include", new ListType(MatrixPoint, 0), "Further runs beside the combinations.") { IsOptional = true },
    ]);

    private static IEnumerable<(string Path, SchemaKey Key)> Leaves(string prefix, BlockType block) =>
        block.Keys.SelectMany(key => key.Type is BlockType inner
            ? Leaves($"{prefix}{key.Name}.", inner)
            : [(prefix + key.Name, key)]);
}
