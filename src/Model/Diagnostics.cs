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
