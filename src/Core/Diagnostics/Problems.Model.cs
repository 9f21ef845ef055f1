namespace Emotune.Diagnostics;

/// <content>EXP4xxx: weights, networks, training, native libraries and explanation.</content>
internal static partial class Problems
{
    // 40xx · files of weights and their configuration
    public static readonly DiagnosticKind FileNotRead = new("EXP4001",
        "The file cannot be read: {0}");
    public static readonly DiagnosticKind WeightFileTooShort = new("EXP4002",
        "The file has {0} bytes. A safetensors file has at least 8 bytes, which give the length of its header.");
    public static readonly DiagnosticKind HeaderTooLong = new("EXP4003",
        "The file gives its header a length of {0} bytes, but at most {1} are valid. It may not be a safetensors file.");
    public static readonly DiagnosticKind HeaderPastEnd = new("EXP4004",
        "The file gives its header a length of {0} bytes, but the whole file has only {1}. It was cut off, or it is not a safetensors "
        + "file.");
    public static readonly DiagnosticKind HeaderNotUtf8 = new("EXP4005",
        "The header is not valid UTF-8. A safetensors header is JSON in UTF-8.");
    public static readonly DiagnosticKind HeaderNotAnObject = new("EXP4006",
        "The header does not begin with '{{'. A safetensors header is one JSON object.");
    public static readonly DiagnosticKind HeaderNotJson = new("EXP4007",
        "The header is not valid JSON: {0}");
    public static readonly DiagnosticKind HeaderEntryInvalid = new("EXP4008",
        "The header's entry '{0}' is not a tensor. It must be an object with dtype, shape and data_offsets.");
    public static readonly DiagnosticKind HeaderNameTwice = new("EXP4009",
        "'{0}' is in the header twice. Each name must be there once.");
    public static readonly DiagnosticKind TensorTypeUnknown = new("EXP4010",
        "The tensor '{0}' has the dtype '{1}'. Valid dtypes: {2}.");
    public static readonly DiagnosticKind TensorShapeInvalid = new("EXP4011",
        "The shape of tensor '{0}' is not valid. It must be a list of whole numbers, 0 or more, whose product fits into 60 bits.");
    public static readonly DiagnosticKind TensorOffsetsInvalid = new("EXP4012",
        "The data_offsets of tensor '{0}' are not valid. They must be two whole numbers, 0 or more, in ascending order.");
    public static readonly DiagnosticKind TensorOutOfBounds = new("EXP4013",
        "The tensor '{0}' ends at byte {1}, but the data has only {2} bytes. The file may have been cut off.");
    public static readonly DiagnosticKind TensorSizeWrong = new("EXP4014",
        "The tensor '{0}' of type {1} and shape {2} takes {3} bytes, but its data_offsets give it {4}.");
    public static readonly DiagnosticKind TensorsOverlap = new("EXP4015",
        "The data of tensors '{0}' and '{1}' overlap. Each byte must belong to one tensor.");
    public static readonly DiagnosticKind DataNotCovered = new("EXP4016",
        "Bytes {0} to {1} of the data belong to no tensor. A safetensors file has no gaps between its tensors and no bytes after the "
        + "last one.");
    public static readonly DiagnosticKind HeaderMetadataInvalid = new("EXP4017",
        "The header's metadata is not valid at '{0}'. It must be an object of strings.");
    public static readonly DiagnosticKind TensorMissing = new("EXP4018",
        "The file has no tensor '{0}' among its {1}.");
    public static readonly DiagnosticKind TensorNotIntegers = new("EXP4019",
        "The tensor '{0}' is {1} and cannot be read as 64-bit integers.");
    public static readonly DiagnosticKind TensorTooLarge = new("EXP4020",
        "The tensor '{0}' takes {1} bytes. At most {2} bytes can be read.");
    public static readonly DiagnosticKind FileNotWritten = new("EXP4021",
        "The file cannot be written: {0}");
    public static readonly DiagnosticKind JsonInvalid = new("EXP4030",
        "The file is not the JSON that was expected: {0}");
    public static readonly DiagnosticKind JsonNotAnObject = new("EXP4031",
        "The file is JSON but not an object. It must be an object, '{{…}}'.");
    public static readonly DiagnosticKind SettingMissing = new("EXP4032",
        "'{0}' is missing. It has no default.");
    public static readonly DiagnosticKind SettingInvalid = new("EXP4033",
        "'{0}' is {1}, but only {2} is valid.");
    public static readonly DiagnosticKind SettingNotSupported = new("EXP4034",
        "'{0}' is {1}, but only {2} supported.");
    public static readonly DiagnosticKind HeadsDoNotDivide = new("EXP4035",
        "{0} attention heads do not divide a width of {1} evenly. The number of heads must be a divisor of the width.");
    public static readonly DiagnosticKind LabelsInvalid = new("EXP4036",
        "'id2label' is not valid. It must be an object that gives a label to each of the keys \"0\", \"1\", … without gaps.");
    public static readonly DiagnosticKind WeightsNotFound = new("EXP4040",
        "The folder has no weights. It must have model.safetensors, or model.safetensors.index.json and the files that it names.");
    public static readonly DiagnosticKind WeightsNotSafetensors = new("EXP4041",
        "The folder's weights are pickled, and reading them would run the code in them. Convert the model to safetensors, for example "
        + "by save_pretrained(folder) in Transformers or PEFT.");
    public static readonly DiagnosticKind ShardIndexInvalid = new("EXP4042",
        "The index is not valid at '{0}'. Its weight_map must give, for each tensor, the name of a file beside the index.");
    public static readonly DiagnosticKind ShardMissing = new("EXP4043",
        "The index names the file '{0}', which does not exist.");
    public static readonly DiagnosticKind ShardTensorAbsent = new("EXP4044",
        "The index says that tensor '{0}' is in '{1}', but it is not there.");
    public static readonly DiagnosticKind ShardTensorTwice = new("EXP4045",
        "The tensor '{0}' is in two files, '{1}' and '{2}'. Each tensor must be in one file.");
    public static readonly DiagnosticKind ShardTensorNotListed = new("EXP4046",
        "The tensor '{0}' in '{1}' is not in the index. The index must list every tensor.");
    public static readonly DiagnosticKind TensorNameTwice = new("EXP4047",
        "The tensors '{0}' and '{1}' are both '{2}'. Each tensor must be there once, with or without its prefix.");

    public static readonly DiagnosticKind ConfigClaimsMore = new("EXP4048",
        "'{0}' is {1}, but the weights have only {2} ({3}). The file must describe the weights that lie beside it.");
    public static readonly DiagnosticKind WeightNotFinite = new("EXP4049",
        "The tensor '{0}' has {1} at place {2}. Weights must be finite numbers. Give a copy of the model that is not damaged.");

    // 41xx · networks and adapters
    public static readonly DiagnosticKind SequenceTooLong = new("EXP4101",
        "A sequence has {0} tokens, but this encoder has positions for at most {1}. Lower data.max_length.");

    public static readonly DiagnosticKind WeightsMissing = new("EXP4102",
        "{0} of the network's tensors are missing from the weights: {1}. The folder must hold the whole encoder of this family.");

    public static readonly DiagnosticKind WeightsMisshaped = new("EXP4103",
        "The shapes of {0} tensors differ from those that config.json and the labels require: {1}.");

    public static readonly DiagnosticKind FreshWeightsFrozen = new("EXP4104",
        "LoRA would freeze random weights, because the backbone does not have them: {0}. Use head.pooling: mean, method: full, or a "
        + "backbone with these weights.");

    public static readonly DiagnosticKind NoTargetModule = new("EXP4105",
        "lora.target_modules ({0}) leaves no linear layer with an adapter: {1}");

    public static readonly DiagnosticKind AdapterTensorsDiffer = new("EXP4106",
        "The adapter's tensors are not those that its adapter_config.json and the network require. Missing: {0}. Unexpected: {1}.");

    public static readonly DiagnosticKind AdapterMisshaped = new("EXP4107",
        "The shapes of {0} of the adapter's tensors differ from those that its adapter_config.json and the network require: {1}.");

    public static readonly DiagnosticKind NotALinearLayer = new("EXP4108",
        "lora.target_modules matches {0}, which is not a linear layer. Only linear layers can have an adapter.");

    public static readonly DiagnosticKind ModulePatternInvalid = new("EXP4109",
        "'{0}' in lora.{1} cannot be used as a regular expression: {2}");

    public static readonly DiagnosticKind LoraOutOfRange = new("EXP4110",
        "lora.{0} is {1}. It must be {2}.");

    public static readonly DiagnosticKind StartNotAnAdapter = new("EXP4111",
        "initialize_from names a whole model, from which a LoRA run cannot start: its files would lack the weights below the adapter. "
        + "Name that folder as backbone.path instead.");

    public static readonly DiagnosticKind LabelsNotKnown = new("EXP4112",
        "The labels of the head are not known. Neither head.json in its folder nor the model's config.json gives them.");

    public static readonly DiagnosticKind BackboneNeeded = new("EXP4113",
        "The folder has an adapter (adapter_config.json), but no backbone was given. Give the backbone that it was trained over ({0}).");

    public static readonly DiagnosticKind MaxLengthBeyondPositions = new("EXP4114",
        "data.max_length is {0}, but this encoder has positions for at most {1} tokens. Lower data.max_length.");

    public static readonly DiagnosticKind TokenizerBeyondVocabulary = new("EXP4115",
        "The tokenizer's ids go up to {0}, but the encoder's config.json has a vocab_size of {1}, which must be larger. Give a backbone "
        + "whose tokenizer and weights belong together.");

    public static readonly DiagnosticKind ModulePatternTooSlow = new("EXP4116",
        "Matching '{0}' in lora.{1} with one module's name takes more than {2} s. Give an expression without nested repetitions.");

    public static readonly DiagnosticKind BackboneDiffers = new("EXP4117",
        "The run '{0}' was trained with a backbone that has another file in this place. Give the unchanged folder that the experiment "
        + "names as backbone.path.");

    public static readonly DiagnosticKind HeadNotTrained = new("EXP4118",
        "Without training, these parameters would have random values: {0}.{1} Give training.epochs above 0, or a model or an adapter whose "
        + "head has the experiment's head.pooling and labels.");

    public static readonly DiagnosticKind HeadOfAnotherTask = new("EXP4119",
        "The adapter was trained over a {0}, whose head does not give a text its labels. Give an adapter of a model for sequence "
        + "classification or of an encoder by itself.");

    public static readonly DiagnosticKind AdapterIsNoModel = new("EXP4120",
        "The folder has an adapter (adapter_config.json) and not the model below it. Name the model that it was trained over ({0}) as "
        + "backbone.path and this folder as the run's initialize_from, or merge the adapter into its model first, with "
        + "merge_and_unload() of PEFT.");

    public static readonly DiagnosticKind NoModelInFolder = new("EXP4121",
        "The folder has neither a model (config.json and model.safetensors) nor an adapter (adapter_config.json).{0}");

    public static readonly DiagnosticKind AdapterWithoutTargets = new("EXP4122",
        "'target_modules' matches no linear layer, so there is no adapter to train. Use method: full, which takes what the adapter's file "
        + "saves whole.");

    public static readonly DiagnosticKind AdapterNotLinear = new("EXP4123",
        "'target_modules' takes in {0}, which is not a linear layer. Only adapters of linear layers can be read. Merge the adapter into "
        + "its model first, with merge_and_unload() of PEFT.");

    public static readonly DiagnosticKind AdapterPatternUnusable = new("EXP4124",
        "The regular expression '{0}' in '{1}' cannot be used: {2}. Give an expression that Python and .NET both know, or list the "
        + "modules by name.");

    public static readonly DiagnosticKind AdapterNotPretrained = new("EXP4125",
        "The folder has an adapter beside its model, and backbone.pretrain cannot go on from both. Merge the adapter into its model first, "
        + "with merge_and_unload() of PEFT.");

    public static readonly DiagnosticKind FamilyNotExported = new("EXP4130",
        "Encoders of {0} cannot be exported as ONNX. Valid families: {1}. Use Format=safetensors.");

    public static readonly DiagnosticKind QuantizationTooCostly = new("EXP4131",
        "In int8, F1 falls on validation: micro F1 from {0} to {1}, macro F1 from {2} to {3}. A fall of more than {4} is refused. Export "
        + "without Quantize, or write the graph nevertheless with Force=true.");

    public static readonly DiagnosticKind GraphNotRun = new("EXP4132",
        "ONNX Runtime could not run the graph that was written ({0}). Quantize measures what int8 costs and needs it. Export without "
        + "Quantize.");

    // 415x · exported models in a service
    public static readonly DiagnosticKind ExportFormatUnknown = new("EXP4150",
        "The folder was exported in format {0}. This version reads format {1}. Export the run again, or use the version of Emotune.Onnx "
        + "that belongs to the export.");

    public static readonly DiagnosticKind OnnxModelNotLoaded = new("EXP4151",
        "ONNX Runtime cannot load the model: {0}. Export the run again with Format=onnx, and with Quantize=int8 where int8 is wanted.");

    public static readonly DiagnosticKind OnnxOutputsDiffer = new("EXP4152",
        "The model has no output '{0}' for the {1} labels of emotune.json. The files of the folder must come from one export.");

    public static readonly DiagnosticKind OnnxRunFailed = new("EXP4153", "ONNX Runtime failed: {0}");

    public static readonly DiagnosticKind ExportedFileChanged = new("EXP4160",
        "The file is not the one that was exported: {0}. Export the run again, or copy the whole folder.");

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
