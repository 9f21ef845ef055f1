namespace Emotune.Diagnostics;

/// <content>EXP42xx to EXP44xx: training, native libraries and explanation.</content>
internal static partial class Problems
{
    // 42xx · training
    public static readonly DiagnosticKind LossNotFinite = new("EXP4201",
        "The loss is {0} at step {1} (epoch {2}) with learning rate {3}. It must be finite. Try a lower learning rate, or a maximum "
        + "gradient norm.");

    public static readonly DiagnosticKind GradientNotFinite = new("EXP4202",
        "The gradient norm is {0} at step {1} (epoch {2}) with learning rate {3}. It must be finite. Try a lower learning rate.");

    public static readonly DiagnosticKind NoTrainingRows = new("EXP4203",
        "The training split has no rows. Training needs at least one row.");

    public static readonly DiagnosticKind NothingToTrain = new("EXP4204",
        "The network has no parameter to train. Choose target modules that it has, or full fine-tuning.");

    public static readonly DiagnosticKind EarlyStoppingWithoutValidation = new("EXP4205",
        "Early stopping watches '{0}' on the validation split, which has no rows. Give the split rows, or remove early stopping.");

    /// <summary>A warning: training goes on, from the beginning.</summary>
    public static readonly DiagnosticKind CheckpointIgnored = new("EXP4206",
        "The checkpoint in '{0}' is not used: {1}. Training starts from the beginning.");

    public static readonly DiagnosticKind TrainingOptionOutOfRange = new("EXP4207",
        "The training option '{0}' is {1}. It must be {2}.");

    public static readonly DiagnosticKind NoPretrainingText = new("EXP4208",
        "Pretraining has {0} rows with a word piece that can be masked. It needs at least one such row.");

    public static readonly DiagnosticKind ComputationFailed = new("EXP4209",
        "{0} could not be computed: {1} If memory is short, try a smaller training.batch_size, prediction.batch_tokens or "
        + "data.max_length.");

    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Pretrain, Train, Predict, Explain, Classify and Export need it; all other stages and "
        + "targets run without it. It runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu 22.04 or later). On Windows "
        + "use WSL2; there and on macOS you can open the repository in its .devcontainer.");

    // 44xx · explanation
    public static readonly DiagnosticKind TooFewEvaluations = new("EXP4401",
        "{0} evaluations are too few for the Shapley values of a comment with {1} players. At least {2} are needed.");
    public static readonly DiagnosticKind TooManySteps = new("EXP4402",
        "explanation.max_evaluations asks for {0} steps of integrated gradients. At most {1} are valid.");
}
