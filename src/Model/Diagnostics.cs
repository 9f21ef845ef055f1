namespace Emotune.Model;

/// <summary>Every problem that the program reports, by number. The README's table is made from this file.</summary>
public static class Diagnostics
{
    // 1xxx · the experiment file




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

    public static readonly DiagnosticKind PropertyInvalid = new("EXP2008",
        "The property {0} is '{1}'; valid: {2}.");




    // 3xxx · data (30xx) and tokenizers (31xx)




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
