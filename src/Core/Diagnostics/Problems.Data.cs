namespace Emotune.Diagnostics;

/// <content>EXP3xxx: data and tokenizers.</content>
internal static partial class Problems
{
    // 30xx · data
    public static readonly DiagnosticKind DataFileUnreadable = new("EXP3001", "The data file '{0}' cannot be read: {1}");
    public static readonly DiagnosticKind NotUtf8 = new("EXP3002",
        "From the byte {0} on, the file is not valid UTF-8. {1}. Otherwise, write the file again as UTF-8.");
    public static readonly DiagnosticKind NoRows = new("EXP3003", "The file has no rows. Each split needs at least one row.");
    public static readonly DiagnosticKind TsvFieldCount = new("EXP3004",
        "The row has {0} tab-separated field(s). It must have two or three: the text, the label ids separated by commas and, "
        + "optionally, the row's id.");
    public static readonly DiagnosticKind TextEmpty = new("EXP3005", "The row's text is empty or only white space. Each row needs a text.");
    public static readonly DiagnosticKind LabelNotANumber = new(
        "EXP3006", "The label '{0}' is not a whole number. Valid ids are 0 to {1}.");
    public static readonly DiagnosticKind LabelOutOfRange = new("EXP3007", "The label id {0} is out of range. Valid ids are 0 to {1}.");
    public static readonly DiagnosticKind LabelUnknown = new("EXP3008", "The label '{0}' is not known.{1} Valid labels: {2}.");
    public static readonly DiagnosticKind LabelGivenTwice = new("EXP3009", "The row has the label '{0}' twice. Give each label once.");
    public static readonly DiagnosticKind LabelsFileEmpty = new("EXP3010",
        "The labels file is empty. It must have one label name on each line.");
    public static readonly DiagnosticKind LabelNameRepeated = new("EXP3011",
        "The label '{0}' was already given in line {1}. Give each name once.");
    public static readonly DiagnosticKind LabelNameBlank = new("EXP3012", "The line is blank. Each line must have one label name.");
    public static readonly DiagnosticKind ColumnMissing = new("EXP3013", "There is no column '{0}'.{1} The file's columns: {2}.");
    public static readonly DiagnosticKind ColumnRepeated = new("EXP3014",
        "The file has two columns named '{0}'. Each column needs a name of its own.");
    public static readonly DiagnosticKind CsvQuoting = new("EXP3015", "The quotation marks do not follow RFC 4180: {0}.");
    public static readonly DiagnosticKind CsvFieldCount = new("EXP3016", "The row has {0} field(s), but the header has {1}.");
    public static readonly DiagnosticKind OneHotValue = new("EXP3017",
        "The column of label '{0}' holds '{1}'. Valid values: 0, 1, false, true.");
    public static readonly DiagnosticKind JsonMalformed = new("EXP3018", "The {0} is not a JSON object: {1}");
    public static readonly DiagnosticKind JsonValue = new("EXP3019", "The key '{0}' {1}.{3} It must hold {2}.");
    public static readonly DiagnosticKind NoLabelNames = new("EXP3020",
        "No row has a label. Without a labels file, the labels are taken from the rows.");
    public static readonly DiagnosticKind ParquetUnreadable = new("EXP3021", "The file cannot be read as Parquet: {0}");
    public static readonly DiagnosticKind ParquetColumnType = new("EXP3022", "The column '{0}' is of type {1}. It must be of type {2}.");
    public static readonly DiagnosticKind ParquetNull = new("EXP3023",
        "The column '{0}' has no value in this row. Each row needs a value.");
    public static readonly DiagnosticKind MoreProblems = new("EXP3024", "The file has {0} more problem(s) that are not listed here.");
    public static readonly DiagnosticKind PreparedFileInvalid = new("EXP3025", "The file was not written by the stage Prepare: {0}");
    public static readonly DiagnosticKind LabelColumnsDiffer = new("EXP3026",
        "The label columns are {0}, but the labels file has {1}.{2} Both must have the same names.");

    public static readonly DiagnosticKind MapTargetUnknown = new("EXP3027",
        "'{0}' names '{1}', which is not a label of the experiment.{3} Valid labels: {2}.");
    public static readonly DiagnosticKind MapSourceUnknown = new("EXP3028",
        "'{0}' maps '{1}', a label that the set does not have.{3} The set's labels: {2}. To map a label that no row carries, list it in "
        + "the file that 'labels' names.");
    public static readonly DiagnosticKind LabelsUnmapped = new("EXP3029",
        "These labels of the set are neither labels of the experiment nor in '{1}': {0}. Map each to one or several of {2}, or to ~ to "
        + "ignore it.");
    public static readonly DiagnosticKind NothingCovered = new("EXP3030",
        "By '{0}', none of the set's labels ({1}) stands for a label of the experiment ({2}). Map at least one label of the set to a "
        + "label of the experiment.");
    public static readonly DiagnosticKind LabelsMisspelt = new("EXP3031",
        "The labels are written as '{0}'. However, {1}. Write names or ids with '{2}' between them, or lists such as ['anger', 'joy'] in "
        + "every row that has labels.");
    public static readonly DiagnosticKind ParquetPageUnreadable = new("EXP3032",
        "The column '{0}' is stored in data pages of version {1} by {2}, which Emotune does not read. Write the file again with plain or "
        + "dictionary encoding and the compression Snappy or Zstandard, as Parquet's writers do by default.");
    public static readonly DiagnosticKind LoneCarriageReturn = new("EXP3033",
        "The column name '{0}' has a carriage return (\\r) that no line feed follows. Lines end with LF or CR LF. CR CR LF comes from "
        + "translating line ends twice, and CR alone from old Macs. Write the file again, in Python with open(…, newline='').");
    public static readonly DiagnosticKind TableInvalid = new("EXP3040",
        "The table is not one that Emotune wrote, because {0}. Remove the file and build the experiment again.");

    public static readonly DiagnosticKind GzipDamaged = new("EXP3041",
        "The file cannot be decompressed as gzip, because {0}. Compress it again, or give the file that is not compressed.");
    public static readonly DiagnosticKind GzipTooLarge = new("EXP3042",
        "The gzip file holds more than {0} times its own {1} bytes, which no text does. Give the file that is not compressed.");
    public static readonly DiagnosticKind NotWindows1252 = new("EXP3043",
        "The byte {0} stands for no character of Windows-1252. Set 'data.encoding' to the encoding of the file, or write the file again as "
        + "UTF-8.");
    public static readonly DiagnosticKind NotUtf16 = new("EXP3044",
        "The file is UTF-16 by its byte order mark, but {0}. Write the file again, as UTF-8 if possible.");
    public static readonly DiagnosticKind EncodingUnknown = new("EXP3045",
        "{0}. Valid are UTF-8, Windows-1252, and UTF-16 that begins with a byte order mark. Write the file again as UTF-8.");
    public static readonly DiagnosticKind DelimiterAmbiguous = new("EXP3046",
        "The header has the columns {0} under several delimiters: {1}. Set 'data.columns.delimiter' to the right one.");
    public static readonly DiagnosticKind DelimiterRecognised = new("EXP3047",
        "By their headers, the fields are separated by {0}. Set 'data.columns.delimiter' to say so or otherwise.");
    public static readonly DiagnosticKind JsonArrayInvalid = new("EXP3048",
        "The file begins as an array of JSON objects, but {0} It must be [{{…}}, {{…}}], or one JSON object on each line.");
    public static readonly DiagnosticKind LabelNamesDiffer = new("EXP3049",
        "By its metadata, the column '{0}' has other label names in this file than in '{1}': {2}. The splits must have the same names in "
        + "the same order. Write the files again, or name the labels in a file and set 'data.labels' to it.");
    public static readonly DiagnosticKind LabelNamesInvalid = new("EXP3050",
        "The label names of the column '{0}' in the file's metadata cannot be used, because {1}. Name the labels in a file, one on "
            + "each line, "
        + "and set 'data.labels' to it.");
    public static readonly DiagnosticKind LabelOnlyInTrain = new("EXP3051",
        "The label '{0}' is on {1} of the training comments, but neither validation nor test has it.{2} Nothing can be said of how well it "
        + "is recognised. Correct the label, or give validation and test comments that have it.");
    public static readonly DiagnosticKind LabelsAlike = new("EXP3052",
        "The labels '{0}' ({1} training comments) and '{2}' ({3}) differ {4}. Did you mean '{2}'? If both are meant, nothing has to be "
            + "done.");
    public static readonly DiagnosticKind MoreLabelWarnings = new("EXP3053", "There are {0} more such warnings of labels.");

    // 35xx · tokenizers
    public static readonly DiagnosticKind TokenizerNotFound = new("EXP3501",
        "There is no tokenizer in '{0}'. It must have tokenizer.json, or vocab.txt, or both vocab.json and merges.txt, or a model of "
        + "SentencePiece, sentencepiece.bpe.model or spm.model.");
    public static readonly DiagnosticKind TokenizerHalf = new("EXP3502",
        "The folder has {0} but no {1}. A byte-level tokenizer needs both files, or tokenizer.json.");
    public static readonly DiagnosticKind TokenizerFileNotRead = new("EXP3503",
        "The file could not be read: {0}");
    public static readonly DiagnosticKind TokenizerFileNotUtf8 = new("EXP3504",
        "The file is not UTF-8 text. All files of a tokenizer must be UTF-8.");
    public static readonly DiagnosticKind TokenizerJsonMalformed = new("EXP3505",
        "The file is not JSON: {0}");
    public static readonly DiagnosticKind TokenizerValueWrong = new("EXP3506",
        "'{0}' is {1}. It must be {2}.");
    public static readonly DiagnosticKind TokenizerPartUnsupported = new("EXP3507",
        "'{0}' is {1}, which Emotune cannot reproduce exactly. Supported: {2}.");
    public static readonly DiagnosticKind SpecialTokenMissing = new("EXP3508",
        "The vocabulary does not have '{0}', the tokenizer's {1}. Name a piece of the vocabulary in special_tokens_map.json or "
        + "tokenizer_config.json.");
    public static readonly DiagnosticKind VocabularyPieceTwice = new("EXP3509",
        "The vocabulary has the piece '{0}' twice, with the ids {1} and {2}. Each piece must have one id.");
    public static readonly DiagnosticKind VocabularyIdTwice = new("EXP3510",
        "The vocabulary gives the id {0} to '{1}' and to '{2}'. Each id must belong to one piece.");
    public static readonly DiagnosticKind VocabularyGap = new("EXP3511",
        "The vocabulary has no piece with the id {0}. Its {1} pieces must have the ids 0 to {2}.");
    public static readonly DiagnosticKind AddedTokenIdDiffers = new("EXP3512",
        "The added token '{0}' has the id {1}, but the vocabulary gives it the id {2}. The two ids must be equal.");
    public static readonly DiagnosticKind MergeMalformed = new("EXP3513",
        "The merge '{0}' is malformed. It must be two pieces separated by one space.");
    public static readonly DiagnosticKind MergePieceUnknown = new("EXP3514",
        "The merge of '{0}' and '{1}' needs the piece '{2}', which the vocabulary does not have.");
    public static readonly DiagnosticKind ByteAlphabetIncomplete = new("EXP3515",
        "The vocabulary lacks pieces for {0} of the 256 bytes, among them '{1}'. A byte-level vocabulary must have a piece for every "
        + "byte.");
    public static readonly DiagnosticKind LengthWithoutRoom = new("EXP3516",
        "A length of {0} pieces leaves no room for the tokenizer's {1} special tokens. The smallest valid length is {1}.");
    public static readonly DiagnosticKind VocabularySizeTooSmall = new("EXP3517",
        "A vocabulary of {0} pieces leaves no room for the special tokens and the characters of the texts. The smallest valid size is "
        + "{1}.");
    public static readonly DiagnosticKind VocabularyTextEmpty = new("EXP3518",
        "A vocabulary cannot be learned, because the texts have no words.");
    public static readonly DiagnosticKind TokenizerClassUnknown = new("EXP3519",
        "'{0}' is '{1}', a class whose rules Emotune does not know. Valid values: {2}. Under PreTrainedTokenizerFast, tokenizer.json is "
        + "followed in everything.");
    public static readonly DiagnosticKind TokenizerClassOfOtherKind = new("EXP3520",
        "The class {0} makes its tokenizer of {1}, but the file has {2}. Name the right class as 'tokenizer_class' in "
        + "tokenizer_config.json. Under PreTrainedTokenizerFast, tokenizer.json is followed in everything.");
    public static readonly DiagnosticKind StartTokenizerDiffers = new("EXP3521",
        "initialize_from names '{0}', whose tokenizer is another than that of the backbone '{1}'. The first difference is {2}, which is "
        + "{3} there and {4} in the backbone. Set backbone.path to the encoder that the folder was trained from, or leave initialize_from "
        + "out.");
}
