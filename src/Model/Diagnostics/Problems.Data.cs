namespace Emotune.Model.Diagnostics;

/// <content>EXP3xxx: data and tokenizers.</content>
public static partial class Problems
{
    // 30xx · data
    public static readonly DiagnosticKind DataFileUnreadable = new("EXP3001", "The data file '{0}' cannot be read: {1}");
    public static readonly DiagnosticKind NotUtf8 = new("EXP3002", "The line is not valid UTF-8; data files are UTF-8.");
    public static readonly DiagnosticKind NoRows = new("EXP3003", "The file has no rows; each split needs at least one.");
    public static readonly DiagnosticKind TsvFieldCount = new("EXP3004",
        "The row has {0} tab-separated field(s); valid are two or three: text, comma-separated label ids and, if there is one, the "
        + "row's id.");
    public static readonly DiagnosticKind TextEmpty = new("EXP3005", "The row has no text but white space; each row needs a text.");
    public static readonly DiagnosticKind LabelNotANumber = new(
        "EXP3006", "The label '{0}' is not a whole number; valid are the ids 0 to {1}.");
    public static readonly DiagnosticKind LabelOutOfRange = new("EXP3007", "The label id {0} is out of range; valid are 0 to {1}.");
    public static readonly DiagnosticKind LabelUnknown = new("EXP3008", "The label '{0}' is not known; valid are {1}.");
    public static readonly DiagnosticKind LabelGivenTwice = new("EXP3009", "The row has the label '{0}' twice; each label is given once.");
    public static readonly DiagnosticKind LabelsFileEmpty = new("EXP3010", "The labels file is empty; valid is one label name a line.");
    public static readonly DiagnosticKind LabelNameRepeated = new(
        "EXP3011", "The label '{0}' is there already, in line {1}; each name is given once.");
    public static readonly DiagnosticKind LabelNameBlank = new("EXP3012", "The line is blank; valid is one label name a line.");
    public static readonly DiagnosticKind ColumnMissing = new("EXP3013", "There is no column '{0}'; the file has {1}.");
    public static readonly DiagnosticKind ColumnRepeated = new(
        "EXP3014", "The column '{0}' is there twice; each column name is given once.");
    public static readonly DiagnosticKind CsvQuoting = new("EXP3015", "The quotation marks are not RFC 4180's: {0}.");
    public static readonly DiagnosticKind CsvFieldCount = new("EXP3016", "The row has {0} field(s); the header has {1}.");
    public static readonly DiagnosticKind OneHotValue = new(
        "EXP3017", "The column of label '{0}' holds '{1}'; valid are 0 and 1, false and true.");
    public static readonly DiagnosticKind JsonMalformed = new("EXP3018", "The line is not a JSON object: {0}");
    public static readonly DiagnosticKind JsonValue = new("EXP3019", "The key '{0}' {1}; valid is {2}.");
    public static readonly DiagnosticKind NoLabelNames = new(
        "EXP3020", "No row has a label; without a labels file the labels are those that rows have.");
    public static readonly DiagnosticKind ParquetUnreadable = new("EXP3021", "The file cannot be read as Parquet: {0}");
    public static readonly DiagnosticKind ParquetColumnType = new("EXP3022", "The column '{0}' is of type {1}; valid is {2}.");
    public static readonly DiagnosticKind ParquetNull = new("EXP3023", "The column '{0}' has no value in this row; each row needs one.");
    public static readonly DiagnosticKind MoreProblems = new("EXP3024", "The file has {0} more problem(s), not listed.");
    public static readonly DiagnosticKind PreparedFileInvalid = new("EXP3025", "The file is not one that Prepare wrote: {0}");
    public static readonly DiagnosticKind LabelColumnsDiffer = new(
        "EXP3026", "The label columns are {0}, the labels in the labels file {1}; valid are the same names in both.");

    public static readonly DiagnosticKind MapTargetUnknown = new("EXP3027",
        "'{0}' names '{1}', which is no label of the experiment's own; valid are {2}.");
    public static readonly DiagnosticKind MapSourceUnknown = new("EXP3028",
        "'{0}' maps '{1}', a label that the set does not have; it has {2}. One that no row happens to carry is valid where 'labels' "
        + "lists it.");
    public static readonly DiagnosticKind LabelsUnmapped = new("EXP3029",
        "The set has labels that are neither the experiment's own nor in '{1}': {0}. Map each to one or several of {2}, or to ~ to "
        + "ignore it.");
    public static readonly DiagnosticKind NothingCovered = new("EXP3030",
        "By '{0}' none of the set's labels ({1}) says anything of the experiment's own ({2}); at least one has to be mapped to one of "
        + "these.");
    public static readonly DiagnosticKind LabelsMisspelt = new("EXP3031",
        "The labels are written as '{0}'; {1}. Valid is one spelling in all rows: names or ids with '{2}' between them, or lists such as "
        + "['anger', 'joy'] in every row that has labels.");
    public static readonly DiagnosticKind ParquetPageUnreadable = new("EXP3032",
        "The column '{0}' is stored in data pages of version {1} by {2}, which Emotune does not read. Write the file again with plain or "
        + "dictionary encoding and the compression Snappy or Zstandard, as Parquet's writers do by default.");
    public static readonly DiagnosticKind LoneCarriageReturn = new("EXP3033",
        "The column name '{0}' has a carriage return (\\r) that no line feed follows. Lines end with LF or CR LF: CR CR LF comes of "
        + "translating line ends twice, CR alone of old Macs. Write the file again, in Python with open(…, newline='').");

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
        "The vocabulary does not have '{0}', the tokenizer's {1}; name one that it has in special_tokens_map.json or "
        + "tokenizer_config.json.");
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
}
