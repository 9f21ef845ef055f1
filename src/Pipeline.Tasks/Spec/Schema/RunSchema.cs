using Emotune.Model.Lora;
using Emotune.Model.Losses;
using Emotune.Model.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of runs and of what runs may change.</summary>
internal static class RunSchema
{
    private static readonly ModelKeys Trainer = new(new TrainingOptions());
    private static readonly ModelKeys Stopping = new(new EarlyStopping(ValidationMetric.MacroAveragePrecision, Patience: 2));
    private static readonly ModelKeys Losses = new(new LossOptions());
    private static readonly ModelKeys Adapter = new(new LoraConfig());

    private const string SixKinds = "[query, key, value, attention_output, ffn_input, ffn_output]";

    public static readonly BlockType Head = new("head",
    [
        new("pooling", ChoiceType.Of<HeadPooling>(),
            "first_token: the family's own head. mean: dropout and one linear layer over the mean of the token states.", "mean"),
        Trainer.Key("learning_rate_multiplier", "The head's learning rate divided by the run's.",
            option: nameof(TrainingOptions.HeadLearningRateMultiplier)) with { Default = "10" },
        new("dropout", new NumberType(new(0, 1, BelowMaximum: true)),
            "Before the head's last layer; what the backbone's config.json says by default."),
    ]);

    private static readonly BlockType EarlyStopping = new("early_stopping",
    [
        Stopping.Key("metric",
            "Measured on validation after each epoch; micro_f1 and macro_f1 at the best single threshold there."),
        Stopping.Key("patience", "Training ends after so many epochs in a row without a better one."),
    ]);

    private static readonly BlockType Loss = new("loss",
    [
        new("function", ChoiceType.Of<LossKind>(),
            "bce: cross-entropy. pos_weight: cross-entropy whose positives weigh more the rarer their label. focal: easy decisions count "
            + "less. asymmetric: easy negatives count less. A run that chooses another function than the shared one leaves the shared "
            + "constants behind.", "bce"),
        Losses.Key("label_smoothing", "A label's 1 becomes 1 - s/2 and its 0 becomes s/2."),
        Losses.Key("power", "A label's positives weigh (negatives / positives) ^ power, counted on the training split.",
            "0.0") with { OnlyWith = new("function", "pos_weight") },
        Losses.Key("max_weight", "No such weight is larger.") with { OnlyWith = new("function", "pos_weight") },
        Losses.Key("alpha", "The positives' share of the weight; at 0.5 both count alike.") with
            { OnlyWith = new("function", "focal") },
        Losses.Key("gamma", "How much easy decisions are discounted; at 0 not at all.",
            "0.0") with { OnlyWith = new("function", "focal") },
        Losses.Key("gamma_negative", "How much easy negatives are discounted.",
            "0.0") with { OnlyWith = new("function", "asymmetric") },
        Losses.Key("gamma_positive", "How much easy positives are discounted.",
            "0.0") with { OnlyWith = new("function", "asymmetric") },
        Losses.Key("clip", "A negative of a probability up to this costs nothing.") with
            { OnlyWith = new("function", "asymmetric") },
    ]);

    public static readonly BlockType Training = new("training",
    [
        Trainer.Key("epochs",
            "Passes over the training split. Zero: the run is evaluated as it starts, such as from initialize_from.")
            .OrZero(),
        Trainer.Key("batch_size", "Comments in one forward pass."),
        Trainer.Key("accumulation_steps", "Forward passes in one optimizer step."),
        Trainer.Key("weight_decay", "AdamW's, on matrices alone."),
        Trainer.Key("warmup_ratio", "The share of all steps over which the learning rate rises from zero."),
        Trainer.Key("max_gradient_norm", "Longer gradients are scaled down to it; 0 for never.", "0.0").OrZero(),
        Trainer.Key("schedule", "What the learning rate does after warm-up."),
        new("loss", Loss, "What training lowers; validation is by plain cross-entropy in any case."),
        Trainer.Key("layer_decay",
            "Each encoder layer's learning rate divided by that of the layer above it, the embeddings last; at 1 all learn alike.", "0.0"),
        Trainer.Key("ema_decay",
            "Of a moving average of the weights, which is then what is validated and kept; 0 for none."),
        new("early_stopping", new EitherType(new ChoiceType([ChoiceType.None]), EarlyStopping),
            "Keep the best epoch on validation and stop when none is better; none: train all epochs and keep the last.", "{}"),
        Trainer.Key("precision",
            "The numbers that products are computed in when training; weights are float32 in any case."),
        Trainer.Key("threads", "Threads of one run. Their number changes sums, so it belongs to the result."),
        Trainer.Key("group_by_length", "Comments of like length share a batch, which saves padding."),
        new("checkpoint_seconds", new IntegerType(0, 604_800),
            "Between two checkpoints to resume from; 0 for none. Changes no result.", "300"),
    ]);

    private static readonly BlockType Lora = new("lora",
    [
        Adapter.Key("rank", "r: the inner width of an adapter."),
        Adapter.Key("alpha", "The update is scaled by alpha / rank."),
        Adapter.Key("dropout", "On an adapter's input.") with { Default = "0.05" },
        new("target_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "The linear layers that get adapters: kinds (query, key, value, attention_output, ffn_input, ffn_output), suffixes of module "
            + "names, one regular expression, or all-linear.", SixKinds),
        new("exclude_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "Layers that get none though target_modules names them: kinds, suffixes, or one regular expression."),
        new("layers_to_transform", new ListType(new IntegerType(0, 1023), 1, IsSet: true), "Only these layers, from zero; all by default."),
        new("rank_pattern", new MapType(new PatternType(), Adapter.TypeOf("rank"), 0, "ranks by regular expression"),
            "Another rank for the modules that a regular expression matches.", "{}"),
        new("alpha_pattern", new MapType(new PatternType(), Adapter.TypeOf("alpha"), 0, "alphas by regular expression"),
            "Another alpha for the modules that a regular expression matches.", "{}"),
        Adapter.Key("bias", "Which bias terms are trained."),
        Adapter.Key("use_rslora", "Scale by alpha / sqrt(rank) instead."),
        Adapter.Key("use_dora", "Train each adapted matrix's column norms apart from its direction."),
        Trainer.Key("loraplus_lr_ratio", "LoRA+: the learning rate of B divided by that of A; one rate by default.",
            option: nameof(TrainingOptions.LoraPlusRatio)),
        new("modules_to_save", new ListType(new TextType(), 0, IsSet: true),
            "Modules that are trained whole, beside the head, which always is.", "[]"),
    ]);

    public static readonly BlockType Run = new("run",
    [
        new("method", ChoiceType.Of<FineTuningMethod>(), "full: all weights are trained. lora: adapters and the head.")
            { IsRequired = true },
        Trainer.Key("learning_rate", "The peak rate of the encoder or its adapters.") with
            { IsRequired = true, Default = null },
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
