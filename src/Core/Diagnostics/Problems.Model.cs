namespace Emotune.Diagnostics;

/// <content>EXP40xx: files of weights and their configuration.</content>
internal static partial class Problems
{
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
    public static readonly DiagnosticKind SentencePieceMalformed = new("EXP4050",
        "The file is not a model of SentencePiece: {0}. Download it again, or take the folder's tokenizer.json.");
    public static readonly DiagnosticKind SentencePieceUnsupported = new("EXP4051",
        "The model of SentencePiece is of the kind {0} {1} byte fallback, which Emotune cannot reproduce. It must be Unigram without byte "
        + "fallback.");
    public static readonly DiagnosticKind CharacterMapMalformed = new("EXP4052",
        "The precompiled character map of the tokenizer is broken: {0}. Download the file again.");

    public static readonly DiagnosticKind NoPretrainingHead = new("EXP4060",
        "The folder has no head for masked language modelling ('{1}'), and backbone.pretrain cannot go on without it: {0} models without "
        + "this head are discriminators, which learnt another task. Give the folder of a generator, leave out backbone.pretrain, or set "
        + "from_scratch to true.");
}
