namespace Emotune.Model.Diagnostics;

/// <content>EXP2xxx: plan, manifests and files.</content>
public static partial class Problems
{
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

    public static readonly DiagnosticKind PropertyInvalid = new("EXP2008",
        "The property {0} is '{1}'; valid: {2}.");

    public static readonly DiagnosticKind Stopped = new("EXP2009",
        "Stopped. What was finished stays; build again to go on.");

    public static readonly DiagnosticKind ExperimentNameTwice = new("EXP2010",
        "Experiment: '{0}' is the name of {1} of the experiments given; each needs a name, and so a folder, of its own.");

    public static readonly DiagnosticKind BaselineNotFound = new("EXP2011",
        "Baseline: '{0}' has no results of experiment '{1}'; an artifacts folder, or the experiment's own in it, is valid. Looked "
        + "for {2}.");

    public static readonly DiagnosticKind FolderNotOurs = new("EXP2012",
        "The folder '{0}' has files that Emotune did not make ({1}). Results would be mixed with them: give another ArtifactsRoot, name the "
        + "experiment differently, or move them away.");

    public static readonly DiagnosticKind ForeignFileInTheWay = new("EXP2013",
        "{0}: '{1}' is in the place of a result, and Emotune did not make it. Move it away, then build again.");

    public static readonly DiagnosticKind StageBroke = new("EXP2014",
        "{0} broke down with {1}: {2} This is a fault of Emotune's own. The build's log has the details at -v:d; please report them.");
}
