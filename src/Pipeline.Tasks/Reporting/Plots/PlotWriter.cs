using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>The stage Plot's work: every figure as SVG and PNG. Nothing of time, cost or machine is in them.</summary>
internal static class PlotWriter
{
    // ScottPlot's fonts are one list for the whole process.
    private static readonly Lock Drawing = new();

    /// <summary>Writes the figures into the folder, which is made where missing; returns the files' names, sorted.</summary>
    /// <exception cref="DiagnosticException">EXP6001, EXP6002: font or drawing library; EXP6003 to EXP6006: input; EXP6009: not
    /// written.</exception>
    public static IReadOnlyList<string> Write(ReportInput input, string folder)
    {
        ReportCheck.Require(input);
        var files = new List<string>();
        lock (Drawing)
        {
            foreach (var figure in WithDrawing(() => Figures(input)))
            {
                var (svg, png) = WithDrawing(() => (figure.ToSvg(), figure.ToPng()));
                ReportFiles.Write(folder, figure.Name + ".svg", svg);
                ReportFiles.Write(folder, figure.Name + ".png", png);
                files.Add(figure.Name + ".svg");
                files.Add(figure.Name + ".png");
            }
        }
        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>Draws in the invariant culture; a library that does not load is a problem with a number.</summary>
    internal static T WithDrawing<T>(Func<T> draw)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return draw();
        }
        catch (Exception e) when (Loading(e) is not null)
        {
            throw new DiagnosticException(Problems.DrawingLibraryNotLoaded.Given(Loading(e)!.Message));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static List<Figure> Figures(ReportInput input)
    {
        var styles = RunStyle.For(input.Runs);
        var ordinals = RunGroup.Of(input.Runs).ToDictionary(g => g.Name, g => g.Ordinal, StringComparer.Ordinal);
        return
        [
            ParameterFigure.Make(PlotNames.MicroF1, FigureNames.MicroF1, input),
            ParameterFigure.Make(PlotNames.MacroF1, FigureNames.MacroF1, input),
            DifferenceFigure.Make(PlotNames.Differences, input),
            LabelFigure.Make(PlotNames.AveragePrecision, input),
            LabelFigure.Make(PlotNames.TopLabels, input, top: 10),
            HistogramFigure.Make(PlotNames.DifferencesByLabel, input),
            TrainingFigure.Training(PlotNames.TrainingLoss, input),
            TrainingFigure.Validation(PlotNames.ValidationLoss, input),
            .. PlotNames.Reliability(input.Runs).Select(r => ReliabilityFigure.Make(r.Name, r.Run, ordinals[r.Run.Run], styles[r.Run.Run])),
            .. PlotNames.OfFirstSeeds(input.Runs, PlotNames.ReliabilityByLabel)
                .Select(r => ReliabilityGrid.Make(r.Name, input, r.Run, ordinals[r.Run.Run], styles[r.Run.Run])),
            .. PlotNames.OfFirstSeeds(input.Runs, PlotNames.ThresholdsByLabel)
                .Select(r => ThresholdGrid.Make(r.Name, input, r.Run, ordinals[r.Run.Run], styles[r.Run.Run])),
            .. PlotNames.OfFirstSeeds(input.Runs, PlotNames.CoPrediction)
                .Select(r => CoPredictionFigure.Make(r.Name, input, r.Run, ordinals[r.Run.Run], styles[r.Run.Run])),
        ];
    }

    private static Exception? Loading(Exception? e) => e switch
    {
        null => null,
        DllNotFoundException or BadImageFormatException or EntryPointNotFoundException => e,
        _ => Loading(e.InnerException),
    };
}
