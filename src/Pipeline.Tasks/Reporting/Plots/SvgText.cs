using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Skia's SVG made robust: it scales, says what it shows, and its text keeps its width in another font.</summary>
internal static class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static byte[] Rewrite(byte[] skia, string title)
    {
        var root = XDocument.Load(new MemoryStream(skia)).Root!;
        var (width, height) = (root.Attribute("width")!.Value, root.Attribute("height")!.Value);
        root.SetAttributeValue("viewBox", $"0 0 {width} {height}");
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(Svg + "title", title));
        foreach (var text in root.Descendants(Svg + "text")) Reset(text);
        MergeClips(root);
        Number(root);
        return Bytes(root);
    }

    // Skia gives a place for each letter, as its own font has it; one place and the whole width fit any font.
    private static void Reset(XElement text)
    {
        var places = Numbers(text.Attribute("x")?.Value ?? "0");
        var rows = Numbers(text.Attribute("y")?.Value ?? "0");
        text.SetAttributeValue("x", places[0]);
        text.SetAttributeValue("y", rows[0]);
        text.Value = text.Value.Trim();
        // Inter's semi-bold is a family of its own to Skia.
        var bold = text.Attribute("font-weight") is not null
            || text.Attribute("font-family")?.Value.Contains("emi", StringComparison.Ordinal) == true;
        text.SetAttributeValue("font-weight", bold ? "600" : null);
        var size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        text.SetAttributeValue("textLength", PlotText.Measure(text.Value, size, bold).ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        text.SetAttributeValue("font-family", "Inter, 'Helvetica Neue', Arial, sans-serif");
    }

    // Skia clips each mark anew; neighbours under the same clip share one group.
    private static void MergeClips(XElement root)
    {
        var (area, group) = ("", (XElement?)null);
        foreach (var element in root.Elements().ToArray())
        {
            if (element.Name == Svg + "clipPath")
            {
                var here = element.Elements().Single().ToString();
                if (group is not null && here == area) element.Remove();
                else (area, group) = (here, null);
            }
            else if (element.Name == Svg + "g" && element.Attribute("clip-path") is not null)
            {
                if (group is null)
                {
                    group = element;
                }
                else
                {
                    group.Add(element.Elements());
                    element.Remove();
                }
            }
            else
            {
                (area, group) = ("", null);
            }
        }
    }

    // Skia's numbers go on from picture to picture, as long as the process lives.
    private static void Number(XElement root)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in root.Descendants().Attributes("id"))
        {
            id.Value = ids[id.Value] = "c" + (ids.Count + 1).ToString(CultureInfo.InvariantCulture);
        }
        foreach (var clip in root.Descendants().Attributes("clip-path")) clip.Value = $"url(#{ids[clip.Value["url(#".Length..^1]]})";
    }

    private static string[] Numbers(string list) => list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineChars = "\n", Indent = false };
        using (var writer = XmlWriter.Create(stream, settings)) root.Save(writer);
        return [.. stream.ToArray(), (byte)'\n'];
    }
}
