using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Names cut to what a plot has room and letters for.</summary>
internal static class PlotText
{
    /// <summary>
    /// The name on one line; the stand-in where the font lacks one of its letters, which would otherwise be drawn as a box.
    /// </summary>
    public static string Fit(string name, string standIn, int limit)
    {
        var line = SafeText.Line(name, limit);
        return line.Length > 0 && PlotFont.Installed.Typeface(bold: false).ContainsGlyphs(line) ? line : standIn;
    }

    public static float Measure(string text, float size, bool bold = false)
    {
        using var font = new SkiaSharp.SKFont(PlotFont.Installed.Typeface(bold), size) { Subpixel = true };
        return font.MeasureText(text);
    }
}
