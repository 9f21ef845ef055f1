namespace Emotune.Model;

/// <summary>Every problem that the program reports, by number. The README's table is made from this file.</summary>
public static class Diagnostics
{
    // 1xxx · the experiment file




    // 2xxx · plan, manifests, files




    // 3xxx · data (30xx) and tokenizers (31xx)
    public static readonly DiagnosticKind DataFileUnreadable = new("EXP3001", "The data file '{0}' cannot be read: {1}");
    public static readonly DiagnosticKind NotUtf8 = new("EXP3002", "The line is not valid UTF-8; data files are UTF-8.");
    public static readonly DiagnosticKind NoRows = new("EXP3003", "The file has no rows; each split needs at least one.");
    public static readonly DiagnosticKind TsvFieldCount = new("EXP3004",
        "The row has {0} tab-separated field(s); valid are two or three: text, comma-separated label ids and, if there is one, the row's id.");
    public static readonly DiagnosticKind TextEmpty = new("EXP3005", "The row has no text but white space; each row needs a text.");
    public static readonly DiagnosticKind LabelNotANumber = new("EXP3006", "The label '{0}' is not a number; valid are the ids 0 to {1}.");
    public static readonly DiagnosticKind LabelOutOfRange = new("EXP3007", "The label id {0} is out of range; valid are 0 to {1}.");
    public static readonly DiagnosticKind LabelUnknown = new("EXP3008", "The label '{0}' is not known; valid are the names in the labels file and the ids 0 to {1}.");
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
    public static readonly DiagnosticKind PreparedFileInvalid = new("EXP3025", "The file is not one that Prepare wrote: {0}");



    // 35xx · tokenizers




    // 40xx · files of weights and their configuration




    // 41xx · networks and adapters




    // 42xx · training




    // 43xx · native libraries
    public static readonly DiagnosticKind NativeLibraryNotLoaded = new("EXP4301",
        "libtorch could not be loaded from '{0}': {1} Emotune runs on Linux x64 with glibc and libstdc++ (Debian 12 or later, Ubuntu 22.04 or later).");




    // 44xx · explanation




    // 5xxx · calibration and metrics




    // 6xxx · plots and report
}
