using Emotune.Metrics;
using Emotune.Model.Lora;
using Emotune.Model.Losses;
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
            "The kind of head. first_token is the head of the encoder's own family. "
            + "mean is dropout and one linear layer over the mean of the token states.", "mean"),
        Trainer.Key("learning_rate_multiplier", "The learning rate of the head divided by that of the run.",
            option: nameof(TrainingOptions.HeadLearningRateMultiplier)) with { Default = "10" },
        new("dropout", new NumberType(new(0, 1, BelowMaximum: true)),
            "The dropout probability before the last layer of the head. By default, it is the value in the config.json of the backbone."),
    ]);

    private static readonly BlockType EarlyStopping = new("early_stopping",
    [
        Stopping.Key("metric",
            "The metric that is measured on validation after each epoch. "
            + "micro_f1 and macro_f1 are measured at the single threshold that is best there."),
        Stopping.Key("patience", "The number of epochs in a row without improvement after which training stops."),
    ]);

    private static readonly BlockType Loss = new("loss",
    [
        new("function", ChoiceType.Of<LossKind>(),
            "The loss function. bce is cross-entropy. pos_weight is cross-entropy in which the positives of rare labels weigh more. In "
            + "focal, easy decisions count less. In asymmetric, easy negatives count less. A run that chooses another function than the "
            + "shared one does not inherit the shared constants.", "bce"),
        Losses.Key("label_smoothing",
            "The amount s of label smoothing. A truth value of 1 becomes 1 - s/2, and a truth value of 0 becomes s/2."),
        Losses.Key("power",
            "The exponent of the weight of positives. The positives of a label weigh (negatives / positives) ^ power, "
            + "counted on the training split.",
            "0.0") with { OnlyWith = new("function", "pos_weight") },
        Losses.Key("max_weight",
            "The largest weight of positives. Larger weights are reduced to it.") with { OnlyWith = new("function", "pos_weight") },
        Losses.Key("alpha",
            "The share of the weight that positives have. At 0.5, positives and negatives count the same.")
            with { OnlyWith = new("function", "focal") },
        Losses.Key("gamma", "How strongly easy decisions are discounted. 0 discounts nothing.",
            "0.0") with { OnlyWith = new("function", "focal") },
        Losses.Key("gamma_negative", "How strongly easy negatives are discounted. 0 discounts nothing.",
            "0.0") with { OnlyWith = new("function", "asymmetric") },
        Losses.Key("gamma_positive", "How strongly easy positives are discounted. 0 discounts nothing.",
            "0.0") with { OnlyWith = new("function", "asymmetric") },
        Losses.Key("clip", "The probability up to which a negative costs nothing.")
            with { OnlyWith = new("function", "asymmetric") },
    ]);

    public static readonly BlockType Training = new("training",
    [
        Trainer.Key("epochs",
            "The number of passes over the training split. 0 evaluates the run as it starts, for example from initialize_from.").OrZero(),
        Trainer.Key("batch_size", "The number of comments in one forward pass."),
        Trainer.Key("accumulation_steps", "The number of forward passes in one optimizer step."),
        Trainer.Key("weight_decay", "The weight decay of AdamW. It applies to matrices only."),
        Trainer.Key("warmup_ratio", "The share of all steps during which the learning rate rises from zero."),
        Trainer.Key("max_gradient_norm",
            "The largest norm of the gradient. Longer gradients are scaled down to it. 0 never scales.", "0.0").OrZero(),
        Trainer.Key("schedule",
            "The course of the learning rate after the warm-up. linear decreases it to zero in a straight line, "
            + "cosine decreases it along a cosine, and constant keeps it."),
        new("loss", Loss, "The loss that training minimizes. Validation always uses plain cross-entropy."),
        Trainer.Key("layer_decay",
            "The learning rate of each encoder layer divided by that of the layer above it. The embeddings come last. At 1, all layers "
            + "have the same learning rate.", "0.0"),
        Trainer.Key("ema_decay",
            "The decay of a moving average of the weights. The average is then the model that is validated and kept. 0 keeps no average."),
        new("early_stopping", new EitherType(new ChoiceType([ChoiceType.None]), EarlyStopping),
            "Keeps the epoch that is best on validation, and stops when no better one follows. "
            + "none trains all epochs and keeps the last.", "{}"),
        Trainer.Key("precision", "The number format of matrix products during training. The weights are float32 in either case."),
        Trainer.Key("threads", "The number of threads of one run. It affects the order of sums, so it is a part of the result."),
        Trainer.Key("group_by_length", "Whether comments of similar length share a batch. This saves padding."),
        new("checkpoint_seconds", new IntegerType(0, 604_800),
            "The time in seconds between two checkpoints. An interrupted training continues from the last one. 0 writes no checkpoints. "
            + "The value does not change the result.", "300"),
    ]);

    private static readonly BlockType Lora = new("lora",
    [
        Adapter.Key("rank", "The rank r of an adapter, which is its inner width."),
        Adapter.Key("alpha", "The scale of an adapter. Its update is multiplied by alpha / rank."),
        Adapter.Key("dropout", "The dropout probability of an adapter's input.") with { Default = "0.05" },
        new("target_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "The linear layers that get adapters. A list names kinds (query, key, value, attention_output, ffn_input, ffn_output) or "
            + "suffixes of module names. A single text is a regular expression or all-linear.", SixKinds),
        new("exclude_modules", new EitherType(new PatternType(), new ListType(new TextType(), 1, IsSet: true)),
            "The linear layers that get no adapter although target_modules names them. A list names kinds or suffixes of module names. A "
            + "single text is a regular expression."),
        new("layers_to_transform", new ListType(new IntegerType(0, 1023), 1, IsSet: true),
            "The numbers of the layers that get adapters, counted from zero. By default, all layers get them."),
        new("rank_pattern", new MapType(new PatternType(), Adapter.TypeOf("rank"), 0, "ranks by regular expression"),
            "Other ranks for some modules. Each key is a regular expression that matches the names of modules.", "{}"),
        new("alpha_pattern", new MapType(new PatternType(), Adapter.TypeOf("alpha"), 0, "alphas by regular expression"),
            "Other values of alpha for some modules. Each key is a regular expression that matches the names of modules.", "{}"),
        Adapter.Key("bias",
            "Which bias terms are trained. none trains no bias, all trains every bias, "
            + "and lora_only trains those of the layers with adapters."),
        Adapter.Key("use_rslora", "Whether the update is multiplied by alpha / sqrt(rank) instead of alpha / rank."),
        Adapter.Key("use_dora", "Whether the column norms of each adapted matrix are trained separately from its direction (DoRA)."),
        Trainer.Key("loraplus_lr_ratio",
            "The learning rate of the matrices B divided by that of the matrices A (LoRA+). By default, both have the same learning rate.",
            option: nameof(TrainingOptions.LoraPlusRatio)),
        new("modules_to_save", new ListType(new TextType(), 0, IsSet: true),
            "Modules that are trained whole. The head is always trained whole.", "[]"),
    ]);

    public static readonly BlockType Run = new("run",
    [
        new("method", ChoiceType.Of<FineTuningMethod>(),
            "The method of fine-tuning. full trains all weights. lora trains adapters and the head.") { IsRequired = true },
        Trainer.Key("learning_rate", "The highest learning rate of the encoder or its adapters.")
            with { IsRequired = true, Default = null },
        new("lora", Lora,
            "The settings of the adapters. Where the run starts from an adapter, that adapter's own settings count, except for dropout.")
        {
            IsOptional = true,
            OnlyWith = new("method", "lora"),
            RequiredWith = new("method", "lora"),
            NotRequiredBeside = "initialize_from",
        },
        new("initialize_from", SourceSchema.Model,
            "The folder of a model or an adapter that the run starts from, below ModelsRoot or beside this file."),
        new("head", Head.Changes("head_changes"), "The settings of the head that this run overrides.") { IsOptional = true },
        new("training", Training.Changes("training_changes"), "The settings of training that this run overrides.") { IsOptional = true },
    ]);

    private static readonly IReadOnlyList<(string Path, SchemaKey Key)> RunLeaves = [.. Leaves("", Run)];

    private static readonly BlockType MatrixPoint = new("matrix_point",
        [.. RunLeaves.Select(leaf => new SchemaKey(leaf.Path, leaf.Key.Type, leaf.Key.Description))]);

    public static readonly BlockType Matrix = new("matrix_of_run",
    [
        new("over", new BlockType("matrix_over",
            [.. RunLeaves.Select(leaf => new SchemaKey(leaf.Path, new ListType(leaf.Key.Type, 1), leaf.Key.Description))]),
            "The values of each key of the run, such as lora.rank. Every combination becomes a run. "
            + "The first key varies slowest.") { IsOptional = true },
        new("exclude", new ListType(MatrixPoint, 0),
            "Combinations to leave out. A combination is left out if it has all values of an item.") { IsOptional = true },
        new("include", new ListType(MatrixPoint, 0), "Further runs beside the combinations.") { IsOptional = true },
    ]);

    private static IEnumerable<(string Path, SchemaKey Key)> Leaves(string prefix, BlockType block) =>
        block.Keys.SelectMany(key => key.Type is BlockType inner
            ? Leaves($"{prefix}{key.Name}.", inner)
            : [(prefix + key.Name, key)]);
}
