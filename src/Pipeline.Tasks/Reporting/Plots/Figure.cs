using ScottPlot;
using SkiaSharp;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>An entry of a figure's legend: a marker and what it stands for.</summary>
internal sealed record LegendEntry(string Text, string ColorHex, MarkerShape Shape);

/// <summary>A title, a line of explanation, a legend that wraps, and panels in rows; drawn alike as SVG and PNG.</summary>
/// <param name="Name">The files' name without extension.</param>
internal sealed record Figure(string Name, string Title, string Note)
{
    private const float Left = 12;
    private const float LineHeight = 20;

    // Twice the pixels, for dense screens and for print.
    private const int PngScale = 2;

    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    public IReadOnlyList<(Plot Plot, int Height)> Panels { get; init; } = [];

    /// <summary>Panels side by side in a row.</summary>
    public int Columns { get; init; } = 1;

    public int Height => (int)Header + Panels.Chunk(Columns).Sum(row => row.Max(p => p.Height));

    private float Header => 34 + (LineHeight * (NoteLines.Count + LegendRows.Count)) + 4;

    private List<string> NoteLines => Wrap(Note);

    private List<IReadOnlyList<LegendEntry>> LegendRows => Rows(Legend);

    public byte[] ToSvg()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, PlotTheme.Width, Height), stream)) Draw(canvas);
        return SvgText.Rewrite(stream.ToArray(), $"{Title}. {Note}");
    }

    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(PlotTheme.Width * PngScale, Height * PngScale));
        surface.Canvas.Scale(PngScale);
        Draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private void Draw(SKCanvas canvas)
    {
        using var paint = Paint.NewDisposablePaint();
        new FillStyle(PlotTheme.Paper).Render(canvas, new PixelRect(0, PlotTheme.Width, Height, 0), paint);
        var top = Header;
        var width = (float)PlotTheme.Width / Columns;
        foreach (var row in Panels.Chunk(Columns))
        {
            for (var i = 0; i < row.Length; i++)
            {
                DrawPanel(
                canvas, row[i].Plot, new PixelRect(i * width, (i + 1) * width, top + row[i].Height, top));
            }

            top += row.Max(p => p.Height);
        }
        DrawText(canvas, paint, Left, 10, PlotTheme.Text(Title, PlotTheme.TitleSize, PlotTheme.Ink, bold: true));
        var y = 34f;
        foreach (var line in NoteLines)
        {
            DrawText(canvas, paint, Left, y, PlotTheme.Text(line, PlotTheme.SmallSize, PlotTheme.Muted));
            y += LineHeight - 3;
        }
        y += 3 * NoteLines.Count;
        foreach (var row in LegendRows)
        {
            var x = Left;
            foreach (var entry in row)
            {
                PlotMarks.Marker(entry.Shape, 9, entry.ColorHex).Render(canvas, new Pixel(x + 6, y + 8), paint);
                DrawText(canvas, paint, x + 16, y, PlotTheme.Text(entry.Text, PlotTheme.TextSize, PlotTheme.Ink));
                x += EntryWidth(entry);
            }
            y += LineHeight;
        }
    }

    private void DrawPanel(SKCanvas canvas, Plot plot, PixelRect place)
    {
        // ScottPlot draws a plot twice the first time that it is in a place; the first time is into the void.
        using (var nowhere = new SKNoDrawCanvas(PlotTheme.Width, Height)) plot.Render(nowhere, place);
        plot.Render(canvas, place);
    }

    private static void DrawText(SKCanvas canvas, Paint paint, float x, float y, LabelStyle style) =>
        style.Render(canvas, new Pixel(x, y), paint);

    private static float EntryWidth(LegendEntry entry) => 16 + PlotText.Measure(entry.Text, PlotTheme.TextSize) + 18;

    private static List<IReadOnlyList<LegendEntry>> Rows(IReadOnlyList<LegendEntry> legend)
    {
        var rows = new List<IReadOnlyList<LegendEntry>>();
        var row = new List<LegendEntry>();
        foreach (var entry in legend)
        {
            if (row.Count > 0 && row.Append(entry).Sum(EntryWidth) > PlotTheme.Width - (2 * Left))
            {
                rows.Add(row);
                row = [];
            }
            row.Add(entry);
        }
        if (row.Count > 0) rows.Add(row);
        return rows;
    }

    private static List<string> Wrap(string text)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines.Count == 0 ? word : lines[^1] + " " + word;
            if (lines.Count == 0) lines.Add(word);
            else if (PlotText.Measure(longer, PlotTheme.SmallSize) <= PlotTheme.Width - (2 * Left)) lines[^1] = longer;
            else lines.Add(word);
        }
        return lines;
    }
}
