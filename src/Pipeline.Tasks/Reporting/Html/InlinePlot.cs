using System.Xml;
using System.Xml.Linq;
using Emotune.Diagnostics;
using Emotune.Pipeline.Reporting.Plots;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>A plot's SVG taken into the page: checked to be a picture and nothing else, and following the page's colours.</summary>
internal sealed class InlinePlot(string folder)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Elements =
        new(["svg", "title", "g", "path", "rect", "ellipse", "circle", "line", "polyline", "polygon", "text", "clipPath", "defs"],
            StringComparer.Ordinal);

    private static readonly HashSet<string> Attributes = new(
    [
        "width", "height", "viewBox", "role", "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points",
        "transform", "clip-path", "clip-rule",
        "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-miterlimit", "stroke-linecap",
        "stroke-linejoin", "stroke-dasharray",
        "stroke-dashoffset", "opacity", "font-size", "font-family", "font-weight", "font-style", "text-anchor", "textLength",
        "lengthAdjust", "version",
    ], StringComparer.Ordinal);

    // The plots' colours that the page has its own values for; the other runs' colours do on light and on dark.
    private static readonly (string Colour, string Name)[] Themed =
        [("white", "paper"), (PlotTheme.PaperHex, "paper"), (PlotTheme.InkHex, "ink"), (PlotTheme.GridHex, "grid"),
            (PlotTheme.MutedHex, "muted"), ("#0072B2", "blue"), ("#D55E00", "vermillion")];

    private int _count;

    /// <param name="onPaper">False where the figure is left out in print.</param>
    /// <exception cref="DiagnosticException">EXP6007: not there; EXP6008: not a picture.</exception>
    public string Figure(string name, string caption, string subject = "", bool onPaper = true)
    {
        var root = Read(name);
        var prefix = FormattableString.Invariant($"p{++_count}");
        foreach (var element in root.DescendantsAndSelf()) Adapt(element, prefix);
        root.SetAttributeValue("style", $"max-width:{root.Attribute("width")!.Value}px");
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        return $"<figure{PageContext.Medium(onPaper)}{subject}>{root.ToString(SaveOptions.DisableFormatting)}"
            + $"<figcaption>{caption}</figcaption></figure>\n";
    }

    private XElement Read(string name)
    {
        var file = name + ".svg";
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new DiagnosticException(Problems.PlotMissing.In(path, file, folder));
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            // Not by its path, which the reader would take for an address and unescape.
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, settings);
            var root = XElement.Load(reader);
            var problem = Problem(root);
            return problem is null ? root : throw new DiagnosticException(Problems.PlotNotUsable.In(path, file, problem));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.PlotNotUsable.In(path, file, e.Message));
        }
    }

    private static string? Problem(XElement root)
    {
        if (root.Name != Svg + "svg" || root.Attribute("width") is null) return "it is not an SVG picture";
        foreach (var element in root.DescendantsAndSelf())
        {
            if (element.Name.Namespace != Svg
                || !Elements.Contains(element.Name.LocalName))
            {
                return $"it has an element {element.Name.LocalName}";
            }

            foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
            {
                if (!Attributes.Contains(attribute.Name.ToString())) return $"it has an attribute {attribute.Name.LocalName}";
                if (attribute.Value.Contains("url(", StringComparison.OrdinalIgnoreCase)
                    && !attribute.Value.StartsWith("url(#", StringComparison.Ordinal))
                {
                    return $"its attribute {attribute.Name.LocalName} points elsewhere";
                }
            }
        }
        return null;
    }

    private static void Adapt(XElement element, string prefix)
    {
        element.Name = element.Name.LocalName;
        element.Attributes().Where(a => a.IsNamespaceDeclaration).Remove();
        if (element.Attribute("id") is { } id) id.Value = prefix + id.Value;
        if (element.Attribute("clip-path") is { } clip)
        {
            clip.Value = clip.Value.Replace(
            "url(#", "url(#" + prefix, StringComparison.Ordinal);
        }

        var classes = new List<string>();
        foreach (var paint in new[] { "fill", "stroke" })
        {
            if (element.Attribute(paint) is not { } colour) continue;
            foreach (var (_, name) in Themed.Where(t => t.Colour == colour.Value)) classes.Add($"{paint}-{name}");
        }
        if (classes.Count > 0) element.SetAttributeValue("class", string.Join(' ', classes.Distinct()));
    }
}
