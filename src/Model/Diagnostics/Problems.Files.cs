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

    public static readonly DiagnosticKind RunNotFinished = new("EXP2012",
        "The experiment's folder has no finished run '{0}' with seed {1}; finished are: {2}. Build the experiment's target Calibrate, or "
        + "name a finished run and its seed.");

    public static readonly DiagnosticKind RunOutOfDate = new("EXP2013",
        "The results were made from another '{0}' than is there now, and do not belong together. Build the experiment again.");
}
