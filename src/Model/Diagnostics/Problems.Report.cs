namespace Emotune.Model.Diagnostics;

/// <content>EXP6xxx: plots and report.</content>
public static partial class Problems
{
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

    public static readonly DiagnosticKind ContrastNotFinite = new("EXP6010",
        "The comparison of '{0}' and '{1}' has {3} for {2}; a finite number, or null for undefined, is valid.");

    public static readonly DiagnosticKind ReportNotWritten = new("EXP6009",
        "'{0}' could not be written: {1}");
}
