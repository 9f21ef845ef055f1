namespace Emotune.Diagnostics;

/// <content>EXP1xxx: the experiment file.</content>
internal static partial class Problems
{
    public static readonly DiagnosticKind UnknownKey = new("EXP1001",
        "'{0}' is not a key of {1}.{2} Valid keys: {3}.");

    public static readonly DiagnosticKind DuplicateKey = new("EXP1002",
        "'{0}' is given a second time. It was first given in line {1}.");

    public static readonly DiagnosticKind MissingKey = new("EXP1003",
        "'{0}' is missing{1}. It must be {2}.");

    public static readonly DiagnosticKind WrongType = new("EXP1004",
        "'{0}' is {1}. It must be {2}.");

    public static readonly DiagnosticKind OutOfRange = new("EXP1005",
        "'{0}' is {1}, which is out of range. It must be {2}.");

    public static readonly DiagnosticKind NotAChoice = new("EXP1006",
        "'{0}' is '{1}', which is not a valid value.{2} Valid values: {3}.");

    public static readonly DiagnosticKind FileNotFound = new("EXP1007",
        "'{0}' names '{1}', but there is no such {2}. Looked for: {3}.");

    public static readonly DiagnosticKind UnparsableYaml = new("EXP1008",
        "The file is not valid YAML: {0}.");

    public static readonly DiagnosticKind EmptyFile = new("EXP1009",
        "'{0}' is empty. An experiment needs at least the keys name, data, backbone and runs.");

    public static readonly DiagnosticKind ExperimentNotReadable = new("EXP1010",
        "'{0}' cannot be read: {1}");

    public static readonly DiagnosticKind YamlFeature = new("EXP1011",
        "The file has {0}. Anchors, aliases, tags and keys that are not text are not supported. Write each value out.");

    public static readonly DiagnosticKind SecondDocument = new("EXP1012",
        "A second YAML document begins here. An experiment file must be one document.");

    public static readonly DiagnosticKind MalformedSet = new("EXP1013",
        "The property Set is '{0}'. It must have the form path=value, for example training.epochs=1. Join the values of a list with +, as "
        + "in seeds=1+2. Write a comma as %2c and a semicolon as %3b, because MSBuild ends a property at them.");

    public static readonly DiagnosticKind UnusableName = new("EXP1014",
        "'{0}' is '{1}', which cannot name a folder. A name has at most 100 characters, which are letters, digits, '.', '_' and '-'. It "
        + "begins with a letter or a digit and does not end with '.'.");

    public static readonly DiagnosticKind RepeatedValue = new("EXP1015",
        "'{0}' has {1} a second time. Its values must differ.");

    public static readonly DiagnosticKind KeyWithoutEffect = new("EXP1016",
        "'{0}' has no effect where '{1}' is {2}. Remove it, or set '{1}' to one of: {3}.");

    public static readonly DiagnosticKind KeysExcludeEachOther = new("EXP1017",
        "'{0}' and '{1}' cannot be given together: {2}.");

    public static readonly DiagnosticKind InvalidPattern = new("EXP1018",
        "'{0}' is '{1}', which is not a regular expression that Python and .NET both know: {2}");

    public static readonly DiagnosticKind MatrixRunUnknown = new("EXP1019",
        "'{0}' varies a run that does not exist.{1} Valid runs: {2}.");

    public static readonly DiagnosticKind RunNamesCollide = new("EXP1020",
        "Two runs are named '{0}' (upper and lower case count as the same). Each run needs a folder of its own.");

    public static readonly DiagnosticKind MatrixSize = new("EXP1021",
        "'{0}' makes {1} runs. It must make 1 to {2} runs.");

    public static readonly DiagnosticKind MatrixExcludesNothing = new("EXP1022",
        "'{0}' matches no combination. It must give values of the keys in 'over': {1}.");

    public static readonly DiagnosticKind AbsolutePath = new("EXP1023",
        "'{0}' is '{1}', an absolute path that does not exist on other machines. Give a path relative to {2} or to the experiment file.");

    public static readonly DiagnosticKind SplitsShareFile = new("EXP1024",
        "'{0}' and '{1}' are the same file '{2}'. Each split needs a file of its own.");

    public static readonly DiagnosticKind BatchTooSmall = new("EXP1025",
        "'{0}' is {1}, which is less than 'data.max_length' ({2}). A batch must have room for the longest comment.");

    public static readonly DiagnosticKind ExtraSetNamesCollide = new("EXP1026",
        "Two extra sets are named '{0}' (upper and lower case count as the same). Each set needs a folder of its own.");

    public static readonly DiagnosticKind ModuleNameUnknown = new("EXP1027",
        "'{0}' has '{1}', which names no {2} of the network over '{3}'{4}.{5} Valid names: {6}.");

    public static readonly DiagnosticKind ModuleNameWithoutEffect = new("EXP1028",
        "'{0}' has '{1}', which has no effect: {2}. Remove one of them.");

    public static readonly DiagnosticKind LayerUnknown = new("EXP1029",
        "'{0}' has the layer {1}, but the encoder in '{2}' has {3} layers. Valid are whole numbers from 0 to {4}.");

    public static readonly DiagnosticKind MoreExperimentProblems = new("EXP1030",
        "The experiment has more problems than the {0} that are listed here. Correct these first.");

    public static readonly DiagnosticKind ExperimentTooLong = new("EXP1031",
        "'{0}' has {1} bytes. An experiment file may have at most {2}.");

    public static readonly DiagnosticKind TextTooLong = new("EXP1032",
        "The text '{0}' has {1} characters. It may have at most {2}.");

    public static readonly DiagnosticKind CharacterWithoutUse = new("EXP1033",
        "The text '{0}' has {1}, which neither file names nor results can hold. Remove it.");

    public static readonly DiagnosticKind TooManyRuns = new("EXP1034",
        "{0} runs with {1} seed(s) each are {2} trainings. An experiment may have at most {3}. Divide it into several experiments.");

    public static readonly DiagnosticKind NotARegularFile = new("EXP1035",
        "'{0}' names '{1}', which is {2}. It must be a regular file. Its place: {3}.");

    public static readonly DiagnosticKind HubNameInvalid = new("EXP1040",
        "'{0}' is '{1}'. It must be the name of a model on Hugging Face's hub, as in org/name. Neither part may begin with '-' or '.', or "
        + "end with '-', '.' or '.git', and '--' and '..' are not valid.");

    public static readonly DiagnosticKind SourceRevisionInvalid = new("EXP1041",
        "'{0}' is '{1}'. It must be a commit in full, which has 40 hexadecimal digits, because a branch or a tag can change. Build with "
        + "-t:Pin to see the commit that the hub has now.");

    public static readonly DiagnosticKind SourceDigestInvalid = new("EXP1042",
        "'{0}' is '{1}'. It must be a SHA-256 digest, which has 64 hexadecimal digits.");

    public static readonly DiagnosticKind SourceAddressInvalid = new("EXP1043",
        "'{0}' is '{1}'. It must be an address that begins with https:// or http://, names no user and has no white space. %20 stands for "
        + "a space.");

    public static readonly DiagnosticKind ModelFileInvalid = new("EXP1044",
        "'{0}' has the file name '{1}'. It must be the name of a file in the model's folder, such as model.safetensors.");

    public static readonly DiagnosticKind ModelNotPinned = new("EXP1045",
        "'{0}' names the model '{1}' of the hub, but neither 'revision' nor 'sha256' says which of its versions. Build with -t:Pin to see "
        + "both as the hub has them now, and paste them beside 'hub'.");

    public static readonly DiagnosticKind AddressNotPinned = new("EXP1046",
        "'{0}' names the address '{1}', but no 'sha256' says which file is right. Build with -t:Pin to see the digest of the file that is "
        + "there now, and paste it beside 'url'.");

    public static readonly DiagnosticKind FolderNotRecognised = new("EXP1047",
        "'{0}' names '{1}', and the folder '{2}' is there. Without 'sha256', nothing tells whether its files are those of the revision. "
        + "Build with -t:Pin to see their digests and paste them, or remove 'path'.");

    public static readonly DiagnosticKind FileDiffers = new("EXP1048",
        "'{0}' names '{1}', but the file '{2}' has the SHA-256 {3}. The experiment asks for {4}. Remove the file, or correct the digest.");

    public static readonly DiagnosticKind FolderLacksFile = new("EXP1049",
        "'{0}' names '{1}', but the folder '{2}' has no file '{3}', whose digest is in 'sha256'. Complete the folder, or remove it.");

    public static readonly DiagnosticKind FileWithoutDigest = new("EXP1050",
        "'{0}' names '{1}', and the folder '{2}' has the file '{3}', which counts and has no digest in 'sha256'. Its SHA-256 is {4}. Add "
        + "it to 'sha256', or remove the file.");

    public static readonly DiagnosticKind ModelFileNotRead = new("EXP1052",
        "'{0}' has the digest of '{1}', which is not read from a model of the hub. Remove it. Valid names: {2}, and those of shards, which "
        + "end with .safetensors.");

    public static readonly DiagnosticKind KeyAlone = new("EXP1051",
        "'{0}' says nothing without '{1}'. Give both, or remove it.");
}
