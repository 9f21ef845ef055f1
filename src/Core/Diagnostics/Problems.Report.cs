namespace Emotune.Diagnostics;

/// <content>EXP6xxx: plots and report.</content>
internal static partial class Problems
{
    public static readonly DiagnosticKind PlotFontUnreadable = new("EXP6001",
        "The plots' font could not be read from '{0}': {1}. It comes with the package Avalonia.Fonts.Inter. Restore the packages and "
        + "build again.");

    public static readonly DiagnosticKind DrawingLibraryNotLoaded = new("EXP6002",
        "SkiaSharp's native library could not be loaded: {0} It comes with the packages for Linux with glibc, Windows and macOS.");

    public static readonly DiagnosticKind ReportHasNoRuns = new("EXP6003",
        "Experiment '{0}' has no run to report. A report needs at least one run, finished or failed.");

    public static readonly DiagnosticKind ReportRunTwice = new("EXP6004",
        "Run '{0}' with seed {1} is given {2} times. Each run and seed must have one result.");

    public static readonly DiagnosticKind ReportLabelsDiffer = new("EXP6005",
        "Run '{0}' with seed {1} was evaluated on the labels [{2}], but the data set has [{3}]. Evaluate it again.");

    public static readonly DiagnosticKind ReportNumberNotFinite = new("EXP6006",
        "Run '{0}' with seed {1} has {3} for {2}. It must be a finite number, or null where it is undefined.");

    public static readonly DiagnosticKind PlotMissing = new("EXP6007",
        "The plot '{0}' is not in '{1}'. Run the stage Plot first.");

    public static readonly DiagnosticKind PlotNotUsable = new("EXP6008",
        "The plot '{0}' cannot be shown in the report: {1}. It must be a file that the stage Plot wrote.");

    public static readonly DiagnosticKind ContrastNotFinite = new("EXP6010",
        "The comparison of '{0}' and '{1}' has {3} for {2}. It must be a finite number, or null where it is undefined.");

    public static readonly DiagnosticKind ReportNotWritten = new("EXP6009",
        "'{0}' could not be written: {1}");
}
