namespace Emotune.Model;

/// <summary>Every problem that the program reports, by number. The README's table is made from this file.</summary>
public static class Diagnostics
{
    // 1xxx · the experiment file
    public static readonly DiagnosticKind UnknownKey = new("EXP1001",
        "'{0}' is not a key of {1}.{2} Valid: {3}.");

    public static readonly DiagnosticKind DuplicateKey = new("EXP1002",
        "'{0}' is given a second time, first in line {1}; a key is given once.");

    public static readonly DiagnosticKind MissingKey = new("EXP1003",
        "'{0}' is missing{1}; it must be {2}.");

    public static readonly DiagnosticKind WrongType = new("EXP1004",
        "'{0}' is {1}; it must be {2}.");

    public static readonly DiagnosticKind OutOfRange = new("EXP1005",
        "'{0}' is {1}, which is out of range; it must be {2}.");

    public static readonly DiagnosticKind NotAChoice = new("EXP1006",
        "'{0}' is '{1}'.{2} Valid: {3}.");

    public static readonly DiagnosticKind FileNotFound = new("EXP1007",
        "'{0}' names '{1}', but no such {2} is there; looked for {3}.");

    public static readonly DiagnosticKind UnparsableYaml = new("EXP1008",
        "This is not YAML: {0}.");

    public static readonly DiagnosticKind EmptyFile = new("EXP1009",
        "'{0}' is empty; an experiment has at least name, data, backbone and runs.");

    public static readonly DiagnosticKind ExperimentNotReadable = new("EXP1010",
        "'{0}' cannot be read: {1}");

    public static readonly DiagnosticKind YamlFeature = new("EXP1011",
        "Found {0}; anchors, aliases, tags and keys that are not text are not taken: write each value out.");

    public static readonly DiagnosticKind SecondDocument = new("EXP1012",
        "A second YAML document begins here; a file is one document.");

    public static readonly DiagnosticKind MalformedSet = new("EXP1013",
        "Set is '{0}'; it must be of the form path=value, as in training.epochs=1.");

    public static readonly DiagnosticKind UnusableName = new("EXP1014",
        "'{0}' is '{1}', which cannot name a folder; a name has letters, digits, '.', '_' and '-', begins with a letter or digit, does not end with '.', and has at most 100 characters.");

    public static readonly DiagnosticKind RepeatedValue = new("EXP1015",
        "'{0}' has {1} a second time; its values must differ.");

    public static readonly DiagnosticKind KeyWithoutEffect = new("EXP1016",
        "'{0}' has no effect where '{1}' is {2}; remove it, or choose for '{1}': {3}.");

    public static readonly DiagnosticKind KeysExcludeEachOther = new("EXP1017",
        "'{0}' and '{1}' are both given; only one of them can be: {2}.");

    public static readonly DiagnosticKind InvalidPattern = new("EXP1018",
        "'{0}' is '{1}', which is not a regular expression: {2}");

    public static readonly DiagnosticKind MatrixRunUnknown = new("EXP1019",
        "'{0}' varies a run that is not there.{1} Valid: {2}.");

    public static readonly DiagnosticKind RunNamesCollide = new("EXP1020",
        "Two runs are named '{0}' (upper and lower case are the same here); each run needs a folder of its own.");

    public static readonly DiagnosticKind MatrixSize = new("EXP1021",
        "'{0}' makes {1} runs; it must make 1 to {2}.");

    public static readonly DiagnosticKind MatrixExcludesNothing = new("EXP1022",
        "'{0}' matches no combination; it must give values of keys in 'over': {1}.");

    public static readonly DiagnosticKind AbsolutePath = new("EXP1023",
        "'{0}' is '{1}', an absolute path, with which nobody else can repeat the experiment; give it relative to {2} or to the experiment file.");

    public static readonly DiagnosticKind SplitsShareFile = new("EXP1024",
        "'{0}' and '{1}' are the same file '{2}'; each split needs a file of its own.");

    public static readonly DiagnosticKind BatchTooSmall = new("EXP1025",
        "'{0}' is {1}, less than 'data.max_length' ({2}); a batch must hold the longest comment.");




    // 2xxx · plan, manifests, files
    public static readonly DiagnosticKind UnknownRun = new("EXP2001",
        "Runs: '{0}' is not a run of experiment '{1}'. Its runs: {2}.");

    public static readonly DiagnosticKind ExperimentNotFound = new("EXP2002",
        "Experiment: '{0}' was not found. Looked for: {1}.");

    public static readonly DiagnosticKind InputChangedMeanwhile = new("EXP2003",
        "{0}: an input changed while the stage ran, so its result was not kept. Build again. Changed: {1}.");

    public static readonly DiagnosticKind FileSystemRefused = new("EXP2004",
        "{0}: a file could not be read or written: {1} Make room or allow access, then build again; what was finished stays.");

    public static readonly DiagnosticKind InputMissing = new("EXP2005",
        "{0}: the input '{1}' is not there.");

    public static readonly DiagnosticKind RunsFailed = new("EXP2006",
        "{0} of {1} runs failed: {2}.");

    public static readonly DiagnosticKind PropertyMissing = new("EXP2007",
        "The target {0} needs the property {1}: {2}.");

    public static readonly DiagnosticKind Stopped = new("EXP2009",
        "Stopped. What was finished stays; build again to go on.");

    public static readonly DiagnosticKind PropertyInvalid = new("EXP2008",
        "The property {0} is '{1}'; valid: {2}.");

    public static readonly DiagnosticKind ExperimentNameTwice = new("EXP2010",
        "Experiment: '{0}' is the name of {1} of the experiments given; each needs a name, and so a folder, of its own.");




    // 3xxx · data (30xx) and tokenizers (31xx)
    public static readonly DiagnosticKind DataFileUnreadable = new("EXP3001", "The data file '{0}' cannot be read: {1}");
    public static readonly DiagnosticKind NotUtf8 = new("EXP3002", "The line is not valid UTF-8; data files are UTF-8.");
    public static readonly DiagnosticKind NoRows = new("EXP3003", "The file has no rows; each split needs at least one.");
    public static readonly DiagnosticKind TsvFieldCount = new("EXP3004",
        "The row has {0} tab-separated field(s); valid are two or three: text, comma-separated label ids and, if there is one, the row's id.");
    public static readonly DiagnosticKind TextEmpty = new("EXP3005", "The row has no text but white space; each row needs a text.");
    public static readonly DiagnosticKind LabelNotANumber = new("EXP3006", "The label '{0}' is not a number; valid are the ids 0 to {1}.");
    public static readonly DiagnosticKind LabelOutOfRange = new("EXP3007", "The label id {0} is out of range; valid are 0 to {1}.");
    public static readonly DiagnosticKind LabelUnknown = new("EXP3008", "The label '{0}' is not known; valid are {1}.");
    public static readonly DiagnosticKind LabelGivenTwice = new("EXP3009", "The row has the label '{0}' twice; each label is given once.");
    public static readonly DiagnosticKind LabelsFileEmpty = new("EXP3010", "The labels file is empty; valid is one label name a line.");
    public static readonly DiagnosticKind LabelNameRepeated = new("EXP3011", "The label '{0}' is there already, in line {1}; each name is given once.");
    public static readonly DiagnosticKind LabelNameBlank = new("EXP3012", "The line is blank; valid is one label name a line.");
    public static readonly DiagnosticKind ColumnMissing = new("EXP3013", "There is no column '{0}'; the file has {1}.");
    public static readonly DiagnosticKind ColumnRepeated = new("EXP3014", "The column '{0}' is there twice; each column name is given once.");
    public static readonly DiagnosticKind CsvQuoting = new("EXP3015", "The quotation marks are not RFC 4180's: {0}.");
    public static readonly DiagnosticKind CsvFieldCount = new("EXP3016", "The row has {0} field(s); the header has {1}.");
    public static readonly DiagnosticKind OneHotValue = new("EXP3017", "The column of label '{0}' holds '{1}'; valid are 0 and 1, false and true.");
    public static readonly DiagnosticKind JsonMalformed = new("EXP3018", "The line is not a JSON object: {0}");
    public static readonly DiagnosticKind JsonValue = new("EXP3019", "The key '{0}' {1}; valid is {2}.");
    public static readonly DiagnosticKind ParquetUnreadable = new("EXP3021", "The file cannot be read as Parquet: {0}");
    public static readonly DiagnosticKind ParquetColumnType = new("EXP3022", "The column '{0}' is of type {1}; valid is {2}.");
    public static readonly DiagnosticKind ParquetNull = new("EXP3023", "The column '{0}' has no value in this row; each row needs one.");
    public static readonly DiagnosticKind MoreProblems = new("EXP3024", "The file has {0} more problem(s), not listed.");
    public static readonly DiagnosticKind LabelColumnsDiffer = new("EXP3026", "The label columns are {0}, the labels in the labels file {1}; valid are the same names in both.");
    public static readonly DiagnosticKind NoLabelNames = new("EXP3020", "No row has a label; without a labels file the training split names them.");
    public static readonly DiagnosticKind PreparedFileInvalid = new("EXP3025", "The file is not one that Prepare wrote: {0}");



    // 35xx · tokenizers
    public static readonly DiagnosticKind TokenizerNotFound = new("EXP3501",
        "There is no tokenizer in '{0}'. Looked for tokenizer.json, for vocab.txt, and for vocab.json with merges.txt.");
    public static readonly DiagnosticKind TokenizerHalf = new("EXP3502",
        "The folder has {0} but no {1}; a byte-level tokenizer is both, or a tokenizer.json.");
    public static readonly DiagnosticKind TokenizerFileNotRead = new("EXP3503",
        "The file could not be read: {0}");
    public static readonly DiagnosticKind TokenizerFileNotUtf8 = new("EXP3504",
        "The file is not UTF-8 text, as a tokenizer's files are.");
    public static readonly DiagnosticKind TokenizerJsonMalformed = new("EXP3505",
        "The file is not JSON: {0}");
    public static readonly DiagnosticKind TokenizerValueWrong = new("EXP3506",
        "'{0}' is {1}; it must be {2}.");
    public static readonly DiagnosticKind TokenizerPartUnsupported = new("EXP3507",
        "'{0}' is {1}, which Emotune cannot follow exactly; it follows {2}.");
    public static readonly DiagnosticKind SpecialTokenMissing = new("EXP3508",
        "The vocabulary does not have '{0}', the tokenizer's {1}; name one that it has in special_tokens_map.json or tokenizer_config.json.");
    public static readonly DiagnosticKind VocabularyPieceTwice = new("EXP3509",
        "The vocabulary has the piece '{0}' twice, as {1} and as {2}; each piece has one id.");
    public static readonly DiagnosticKind VocabularyIdTwice = new("EXP3510",
        "The vocabulary gives the id {0} to '{1}' and to '{2}'; each id has one piece.");
    public static readonly DiagnosticKind VocabularyGap = new("EXP3511",
        "The vocabulary has no piece with the id {0}; its {1} pieces have the ids 0 to {2}.");
    public static readonly DiagnosticKind AddedTokenIdDiffers = new("EXP3512",
        "The added token '{0}' has the id {1}, and {2} in the vocabulary; they must be the same.");
    public static readonly DiagnosticKind MergeMalformed = new("EXP3513",
        "The merge '{0}' is not two pieces with one space between them.");
    public static readonly DiagnosticKind MergePieceUnknown = new("EXP3514",
        "The merge of '{0}' and '{1}' needs the piece '{2}', which the vocabulary does not have.");
    public static readonly DiagnosticKind ByteAlphabetIncomplete = new("EXP3515",
        "The vocabulary lacks pieces for {0} of the 256 bytes, among them '{1}'; a byte-level vocabulary has all of them.");
    public static readonly DiagnosticKind LengthWithoutRoom = new("EXP3516",
        "A length of {0} pieces has no room for the tokenizer's {1} special tokens; give at least {1}.");
    public static readonly DiagnosticKind VocabularySizeTooSmall = new("EXP3517",
        "A vocabulary of {0} pieces has no room for the special tokens and the texts' characters; give at least {1}.");
    public static readonly DiagnosticKind VocabularyTextEmpty = new("EXP3518",
        "The texts have no words to learn a vocabulary from; give texts with words.");




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
        "The folder's weights are pickled, and reading those would run code in them; convert the model to safetensors: in Transformers, save_pretrained(folder).");
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
        "LoRA would freeze weights that the backbone does not have and that are random: {0}. Use head.pooling: mean, method: full, or a backbone with these weights.");

    public static readonly DiagnosticKind NoTargetModule = new("EXP4105",
        "lora.target_modules ({0}) matches none of the network's linear layers; valid are query, key, value, attention_output, ffn_input, ffn_output, all-linear, and names such as {1}.");

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
        "initialize_from has a whole model, from which a LoRA run cannot start: its files would lack the weights below the adapter. Give that folder as backbone.path.");

    public static readonly DiagnosticKind LabelsNotKnown = new("EXP4112",
        "The adapter's folder does not say which labels its head has (head.json), and neither does the backbone's config.json.");

    public static readonly DiagnosticKind BackboneNeeded = new("EXP4113",
        "The folder has an adapter (adapter_config.json) and no backbone was given; give the one that it was trained over ({0}).");

    public static readonly DiagnosticKind MaxLengthBeyondPositions = new("EXP4114",
        "data.max_length is {0}; this encoder has positions for at most {1} tokens. Lower data.max_length.");

    public static readonly DiagnosticKind TokenizerBeyondVocabulary = new("EXP4115",
        "The tokenizer's ids go up to {0}; the encoder's config.json has a vocab_size of {1}, which must be larger. Give a backbone whose tokenizer and weights belong together.");

    public static readonly DiagnosticKind ModulePatternTooSlow = new("EXP4116",
        "'{0}' in lora.{1} takes more than {2} s to be matched with one module's name; give an expression without nested repetitions.");




    // 42xx · training
    public static readonly DiagnosticKind LossNotFinite = new("EXP4201",
        "The loss is {0} at step {1} (epoch {2}) with learning rate {3}; training needs a finite one: try a lower learning rate, or a maximum gradient norm.");

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
        "{0} could not be computed: {1} If memory is short, try a smaller training.batch_size, prediction.batch_tokens or data.max_length.");




    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Emotune runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu 22.04 or later).");




    // 44xx · explanation
    public static readonly DiagnosticKind TooFewEvaluations = new("EXP4401",
        "{0} evaluations are too few for the Shapley values of a comment with {1} players; valid are {2} or more.");
    public static readonly DiagnosticKind TooManySteps = new("EXP4402",
        "Integrated gradients of {0} steps were asked for (explanation.max_evaluations); at most {1} are valid.");




    // 5xxx · calibration and metrics
    public static readonly DiagnosticKind PredictionShapes = new("EXP5001",
        "{0}: {1} logits and {2} truth values for {3} labels; both must have rows × labels values, with at least one label.");
    public static readonly DiagnosticKind EmptySplit = new("EXP5002",
        "{0}: there is no row; at least one is needed.");
    public static readonly DiagnosticKind LogitNotFinite = new("EXP5003",
        "{0}: the logit at row {1}, label {2} (from zero) is {3}; every logit must be finite.");
    public static readonly DiagnosticKind TruthNotBinary = new("EXP5004",
        "{0}: the truth at row {1}, label {2} (from zero) is {3}; it must be 0 or 1.");
    public static readonly DiagnosticKind NoPositives = new("EXP5005",
        "{0}: none of the {1} rows carries any label; calibration, thresholds and early stopping need at least one that does.");
    public static readonly DiagnosticKind LabelCountMismatch = new("EXP5006",
        "The {0} is for {1} labels and the predictions are for {2}; both must come from the same label list.");
    public static readonly DiagnosticKind UnknownValidationMetric = new("EXP5007",
        "'{0}' is no metric to stop by; valid are {1}.");
    public static readonly DiagnosticKind EvaluationSettingOutOfRange = new("EXP5008",
        "{0} is {1}; valid is {2}.");
    public static readonly DiagnosticKind PairedRunsDiffer = new("EXP5009",
        "The two runs cannot be compared: their test splits have {0} and {1} rows, or other truth; both must be evaluated on the same rows.");




    // 6xxx · plots and report
    public static readonly DiagnosticKind PlotFontUnreadable = new("EXP6001",
        "The plots' font could not be read from '{0}': {1}. It comes with the package Avalonia.Fonts.Inter; restore and build again.");

    public static readonly DiagnosticKind DrawingLibraryNotLoaded = new("EXP6002",
        "SkiaSharp's native library could not be loaded: {0} Plots are drawn on Linux x64 with glibc.");

    public static readonly DiagnosticKind ReportHasNoRuns = new("EXP6003",
        "Experiment '{0}' has no run to report; at least one run, finished or failed, is needed.");

    public static readonly DiagnosticKind ReportRunTwice = new("EXP6004",
        "Run '{0}' with seed {1} is given {2} times; one result for each run and seed is valid.");

    public static readonly DiagnosticKind ReportLabelsDiffer = new("EXP6005",
        "Run '{0}' with seed {1} was evaluated on the labels [{2}]; the data set has [{3}]. Evaluate it again.");

    public static readonly DiagnosticKind ReportNumberNotFinite = new("EXP6006",
        "Run '{0}' with seed {1} has {3} for {2}; a finite number, or null for undefined, is valid.");

    public static readonly DiagnosticKind PlotMissing = new("EXP6007",
        "The plot '{0}' is not in '{1}'; run the stage Plot first.");

    public static readonly DiagnosticKind PlotNotUsable = new("EXP6008",
        "The plot '{0}' cannot be shown in the report: {1}; a file that the stage Plot wrote is valid.");

    public static readonly DiagnosticKind ReportNotWritten = new("EXP6009",
        "'{0}' could not be written: {1}");
}
