namespace Emotune.Model.Diagnostics;

/// <content>EXP4xxx: weights, networks, training, native libraries and explanation.</content>
public static partial class Problems
{
    // 40xx · files of weights and their configuration
    public static readonly DiagnosticKind FileNotRead = new("EXP4001",
        "The file cannot be read: {0}");
    public static readonly DiagnosticKind WeightFileTooShort = new("EXP4002",
        "The file has {0} bytes; a safetensors file has at least 8, the length of its header.");
    public static readonly DiagnosticKind HeaderTooLong = new("EXP4003",
        "The header is said to have {0} bytes; at most {1} are valid. Is this a safetensors file?");
    public static readonly DiagnosticKind HeaderPastEnd = new("EXP4004",
        "The header is said to have {0} bytes, more than the file's {1} hold. The file is cut off, or is not a safetensors file.");
    public static readonly DiagnosticKind HeaderNotUtf8 = new("EXP4005",
        "The header is not valid UTF-8; a safetensors header is JSON in UTF-8.");
    public static readonly DiagnosticKind HeaderNotAnObject = new("EXP4006",
        "The header does not begin with '{{'; a safetensors header is one JSON object.");
    public static readonly DiagnosticKind HeaderNotJson = new("EXP4007",
        "The header is not valid JSON: {0}");
    public static readonly DiagnosticKind HeaderEntryInvalid = new("EXP4008",
        "The header's entry '{0}' is not a tensor; an object with dtype, shape and data_offsets is valid.");
    public static readonly DiagnosticKind HeaderNameTwice = new("EXP4009",
        "'{0}' is in the header twice; each name may be there once.");
    public static readonly DiagnosticKind TensorTypeUnknown = new("EXP4010",
        "Tensor '{0}' has dtype '{1}'; valid are {2}.");
    public static readonly DiagnosticKind TensorShapeInvalid = new("EXP4011",
        "The shape of tensor '{0}' is not valid; it is a list of whole numbers from 0, of a product that fits into 60 bits.");
    public static readonly DiagnosticKind TensorOffsetsInvalid = new("EXP4012",
        "The data_offsets of tensor '{0}' are not valid; they are two whole numbers from 0, the second not below the first.");
    public static readonly DiagnosticKind TensorOutOfBounds = new("EXP4013",
        "Tensor '{0}' ends at byte {1} of the data, of which there are {2}. The file may be cut off.");
    public static readonly DiagnosticKind TensorSizeWrong = new("EXP4014",
        "Tensor '{0}', {1} of shape {2}, takes {3} bytes; its data_offsets give it {4}.");
    public static readonly DiagnosticKind TensorsOverlap = new("EXP4015",
        "The data of tensors '{0}' and '{1}' overlap; each byte belongs to one tensor.");
    public static readonly DiagnosticKind DataNotCovered = new("EXP4016",
        "Bytes {0} to {1} of the data belong to no tensor; a safetensors file has neither gaps nor bytes after the last tensor.");
    public static readonly DiagnosticKind HeaderMetadataInvalid = new("EXP4017",
        "The header's metadata are not valid at '{0}'; an object of strings is valid.");
    public static readonly DiagnosticKind TensorMissing = new("EXP4018",
        "There is no tensor '{0}' among the file's {1}.");
    public static readonly DiagnosticKind TensorNotIntegers = new("EXP4019",
        "Tensor '{0}' is {1} and cannot be read as 64-bit integers.");
    public static readonly DiagnosticKind TensorTooLarge = new("EXP4020",
        "Tensor '{0}' takes {1} bytes; at most {2} can be read.");
    public static readonly DiagnosticKind FileNotWritten = new("EXP4021",
        "The file cannot be written: {0}");
    public static readonly DiagnosticKind JsonInvalid = new("EXP4030",
        "The file is not the JSON that it should be: {0}");
    public static readonly DiagnosticKind JsonNotAnObject = new("EXP4031",
        "The file is JSON, but not an object; an object, '{{…}}', is valid.");
    public static readonly DiagnosticKind SettingMissing = new("EXP4032",
        "'{0}' is missing; it has no default.");
    public static readonly DiagnosticKind SettingInvalid = new("EXP4033",
        "'{0}' is {1}; {2} is valid.");
    public static readonly DiagnosticKind SettingNotSupported = new("EXP4034",
        "'{0}' is {1}, which is not supported; {2}.");
    public static readonly DiagnosticKind HeadsDoNotDivide = new("EXP4035",
        "{0} attention heads do not divide a width of {1} evenly; the number of heads is a divisor of the width.");
    public static readonly DiagnosticKind LabelsInvalid = new("EXP4036",
        "'id2label' is not valid; an object of \"0\", \"1\", … without gaps, each with its label, is valid.");
    public static readonly DiagnosticKind WeightsNotFound = new("EXP4040",
        "The folder has no weights; model.safetensors, or model.safetensors.index.json with its shards, is valid.");
    public static readonly DiagnosticKind WeightsNotSafetensors = new("EXP4041",
        "The folder's weights are pickled, and reading those would run code in them; convert the model to safetensors: in Transformers, "
        + "save_pretrained(folder).");
    public static readonly DiagnosticKind ShardIndexInvalid = new("EXP4042",
        "The index is not valid at '{0}'; weight_map gives each tensor's name the name of a file beside the index.");
    public static readonly DiagnosticKind ShardMissing = new("EXP4043",
        "The index names the file '{0}', which is not there.");
    public static readonly DiagnosticKind ShardTensorAbsent = new("EXP4044",
        "By the index tensor '{0}' is in '{1}', where it is not.");
    public static readonly DiagnosticKind ShardTensorTwice = new("EXP4045",
        "Tensor '{0}' is in two files, '{1}' and '{2}'; each tensor is in one.");
    public static readonly DiagnosticKind ShardTensorNotListed = new("EXP4046",
        "Tensor '{0}' in '{1}' is not in the index, which lists all.");
    public static readonly DiagnosticKind TensorNameTwice = new("EXP4047",
        "The tensors '{0}' and '{1}' are both '{2}'; a tensor is there once, with or without its prefix.");

    // 41xx · networks and adapters
    public static readonly DiagnosticKind SequenceTooLong = new("EXP4101",
        "A sequence of {0} tokens was given; this encoder has positions for at most {1}. Lower data.max_length.");

    public static readonly DiagnosticKind WeightsMissing = new("EXP4102",
        "{0} of the network's tensors are missing from the weights: {1}. The folder has to hold this family's encoder, whole.");

    public static readonly DiagnosticKind WeightsMisshaped = new("EXP4103",
        "{0} of the tensors have another shape than config.json and the labels ask for: {1}.");

    public static readonly DiagnosticKind FreshWeightsFrozen = new("EXP4104",
        "LoRA would freeze weights that the backbone does not have and that are random: {0}. Use head.pooling: mean, method: full, or a "
        + "backbone with these weights.");

    public static readonly DiagnosticKind NoTargetModule = new("EXP4105",
        "lora.target_modules ({0}) matches none of the network's linear layers; valid are query, key, value, attention_output, "
        + "ffn_input, ffn_output, all-linear, and names such as {1}.");

    public static readonly DiagnosticKind AdapterTensorsDiffer = new("EXP4106",
        "The adapter's tensors are not those that its adapter_config.json and the network ask for: missing {0}; unexpected {1}.");

    public static readonly DiagnosticKind AdapterMisshaped = new("EXP4107",
        "{0} of the adapter's tensors have another shape than its adapter_config.json and the network ask for: {1}.");

    public static readonly DiagnosticKind NotALinearLayer = new("EXP4108",
        "lora.target_modules matches {0}, which is not a linear layer; only linear layers take an adapter.");

    public static readonly DiagnosticKind ModulePatternInvalid = new("EXP4109",
        "'{0}' in lora.{1} is not a regular expression: {2}");

    public static readonly DiagnosticKind LoraOutOfRange = new("EXP4110",
        "lora.{0} is {1}; valid is {2}.");

    public static readonly DiagnosticKind StartNotAnAdapter = new("EXP4111",
        "initialize_from has a whole model, from which a LoRA run cannot start: its files would lack the weights below the adapter. Give "
        + "that folder as backbone.path.");

    public static readonly DiagnosticKind LabelsNotKnown = new("EXP4112",
        "The adapter's folder does not say which labels its head has (head.json), and neither does the backbone's config.json.");

    public static readonly DiagnosticKind BackboneNeeded = new("EXP4113",
        "The folder has an adapter (adapter_config.json) and no backbone was given; give the one that it was trained over ({0}).");

    public static readonly DiagnosticKind MaxLengthBeyondPositions = new("EXP4114",
        "data.max_length is {0}; this encoder has positions for at most {1} tokens. Lower data.max_length.");

    public static readonly DiagnosticKind TokenizerBeyondVocabulary = new("EXP4115",
        "The tokenizer's ids go up to {0}; the encoder's config.json has a vocab_size of {1}, which must be larger. Give a backbone "
        + "whose tokenizer and weights belong together.");

    public static readonly DiagnosticKind ModulePatternTooSlow = new("EXP4116",
        "'{0}' in lora.{1} takes more than {2} s to be matched with one module's name; give an expression without nested repetitions.");

    public static readonly DiagnosticKind BackboneDiffers = new("EXP4117",
        "The file is not that of the backbone over which the run '{0}' was trained; give the folder that the experiment names as "
        + "backbone.path, unchanged.");

    // 42xx · training
    public static readonly DiagnosticKind LossNotFinite = new("EXP4201",
        "The loss is {0} at step {1} (epoch {2}) with learning rate {3}; training needs a finite one: try a lower learning rate, or a "
        + "maximum gradient norm.");

    public static readonly DiagnosticKind GradientNotFinite = new("EXP4202",
        "The gradient norm is {0} at step {1} (epoch {2}) with learning rate {3}; training needs a finite one: try a lower learning rate.");

    public static readonly DiagnosticKind NoTrainingRows = new("EXP4203",
        "The training split has no rows; training needs at least one.");

    public static readonly DiagnosticKind NothingToTrain = new("EXP4204",
        "The network has no parameter to train; choose target modules that it has, or full fine-tuning.");

    public static readonly DiagnosticKind EarlyStoppingWithoutValidation = new("EXP4205",
        "Early stopping watches '{0}' on the validation split, which has no rows; give it rows, or leave early stopping out.");

    /// <summary>A warning: training goes on, from the beginning.</summary>
    public static readonly DiagnosticKind CheckpointIgnored = new("EXP4206",
        "The checkpoint in '{0}' is not used: {1}. Training starts from the beginning.");

    public static readonly DiagnosticKind TrainingOptionOutOfRange = new("EXP4207",
        "The training option '{0}' is {1}; valid is {2}.");

    public static readonly DiagnosticKind NoPretrainingText = new("EXP4208",
        "Pretraining has {0} rows with a word piece that can be masked; it needs at least one.");

    public static readonly DiagnosticKind ComputationFailed = new("EXP4209",
        "{0} could not be computed: {1} If memory is short, try a smaller training.batch_size, prediction.batch_tokens or "
        + "data.max_length.");

    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Emotune runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu "
        + "22.04 or later).");

    // 44xx · explanation
    public static readonly DiagnosticKind TooFewEvaluations = new("EXP4401",
        "{0} evaluations are too few for the Shapley values of a comment with {1} players; valid are {2} or more.");
    public static readonly DiagnosticKind TooManySteps = new("EXP4402",
        "Integrated gradients of {0} steps were asked for (explanation.max_evaluations); at most {1} are valid.");
}
