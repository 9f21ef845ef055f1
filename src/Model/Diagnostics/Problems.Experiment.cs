namespace Emotune.Model.Diagnostics;

/// <content>EXP1xxx: the experiment file.</content>
public static partial class Problems
{
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
        "Set is '{0}'; it must be of the form path=value, as in training.epochs=1. The values of a list are joined by +, as in seeds=1+2; "
        + "a comma is written %2c and a semicolon %3b, since MSBuild ends a property at them.");

    public static readonly DiagnosticKind UnusableName = new("EXP1014",
        "'{0}' is '{1}', which cannot name a folder; a name has letters, digits, '.', '_' and '-', begins with a letter or digit, does "
        + "not end with '.', and has at most 100 characters.");

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
        "'{0}' is '{1}', an absolute path, with which nobody else can repeat the experiment; give it relative to {2} or to the "
        + "experiment file.");

    public static readonly DiagnosticKind SplitsShareFile = new("EXP1024",
        "'{0}' and '{1}' are the same file '{2}'; each split needs a file of its own.");

    public static readonly DiagnosticKind BatchTooSmall = new("EXP1025",
        "'{0}' is {1}, less than 'data.max_length' ({2}); a batch must hold the longest comment.");

    public static readonly DiagnosticKind ExtraSetNamesCollide = new("EXP1026",
        "Two extra sets are named '{0}' (upper and lower case are the same here); each needs a folder of its own.");
}
