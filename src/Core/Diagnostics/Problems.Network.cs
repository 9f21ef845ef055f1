namespace Emotune.Diagnostics;

/// <content>EXP41xx: networks, adapters and exported models.</content>
internal static partial class Problems
{
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
}
