using System.Globalization;
using System.Xml.Linq;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>Where a text of an SVG stands, from its place, its width and its size; turned ones are upright.</summary>
public sealed record TextBox(string Text, double Left, double Top, double Right, double Bottom)
{
    public static TextBox Of(XElement text)
    {
        ArgumentNullException.ThrowIfNull(text);
        double Attribute(string name) => double.Parse(text.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
        var (x, y, width, size) = (Attribute("x"), Attribute("y"), Attribute("textLength"), Attribute("font-size"));
        // From the baseline: capitals and digits above, a tail below.
        (double X, double Y)[] corners = [
            (x, y - (0.72 * size)), (x + width, y - (0.72 * size)), (x, y + (0.18 * size)), (x + width, y + (0.18 * size))];
        var placed = corners.Select(Transform(text.Attribute("transform")?.Value ?? "")).ToArray();
        return new(text.Value, placed.Min(p => p.X), placed.Min(p => p.Y), placed.Max(p => p.X), placed.Max(p => p.Y));
    }

    /// <summary>By more than the half pixel that rounding is good for.</summary>
    public bool Overlaps(TextBox other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Left < other.Right - 0.5 && other.Left < Right - 0.5 && Top < other.Bottom - 0.5 && other.Top < Bottom - 0.5;
    }

    // Skia writes translations and matrices.
    private static Func<(double X, double Y), (double X, double Y)> Transform(string transform)
    {
        double[] n = [
            .. transform[(transform.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')')
                .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(p => double.Parse(p, CultureInfo.InvariantCulture))];
        return transform switch
        {
            "" => p => p,
            ['m', ..] => p => ((n[0] * p.X) + (n[2] * p.Y) + n[4], (n[1] * p.X) + (n[3] * p.Y) + n[5]),
            ['t', ..] => p => (p.X + n[0], p.Y + (n.Length > 1 ? n[1] : 0)),
            _ => throw new FormatException(transform),
        };
    }
}
