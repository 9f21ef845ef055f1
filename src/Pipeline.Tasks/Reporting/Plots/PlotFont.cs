using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Emotune.Diagnostics;
using ScottPlot;
using SkiaSharp;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>
/// Inter, out of the package Avalonia.Fonts.Inter: with a font of its own a plot has the same bytes on every machine,
/// and text where the machine has no fonts.
/// </summary>
internal sealed class PlotFont : IFontResolver
{
    public const string Family = "Inter";
    private const string Wrapper = "Inter.dll";

    private static readonly Lazy<PlotFont> Loaded = new(Install);
    private readonly SKTypeface _regular;
    private readonly SKTypeface _bold;

    private PlotFont(SKTypeface regular, SKTypeface bold) => (_regular, _bold) = (regular, bold);

    /// <summary>The font, made known to ScottPlot on first use.</summary>
    /// <exception cref="DiagnosticException">EXP6001: the font cannot be read.</exception>
    public static PlotFont Installed => Loaded.Value;

    public SKTypeface Typeface(bool bold) => bold ? _bold : _regular;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Family ? Typeface(weight >= FontWeight.SemiBold) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Typeface(bold) : null;

    /// <summary>The named TrueType file out of a library with Avalonia's resources in it.</summary>
    /// <exception cref="DiagnosticException">EXP6001.</exception>
    internal static byte[] Extract(byte[] library, string file)
    {
        try
        {
            return Entry(Resources(library), "/Assets/" + file);
        }
        catch (Exception e) when (e is BadImageFormatException or ArgumentException or InvalidDataException or EndOfStreamException
            or InvalidOperationException)
        {
            throw new DiagnosticException(Problems.PlotFontUnreadable.Given(Wrapper, e.Message));
        }
    }

    internal static SKTypeface Typeface(byte[] trueType, string file)
    {
        using var data = SKData.CreateCopy(trueType);
        return SKTypeface.FromData(data)
            ?? throw new DiagnosticException(Problems.PlotFontUnreadable.Given(file, "it is no TrueType font"));
    }

    private static PlotFont Install()
    {
        using var stream = typeof(PlotFont).Assembly.GetManifestResourceStream(Wrapper)
            ?? throw new DiagnosticException(Problems.PlotFontUnreadable.Given(Wrapper, "the program was built without it"));
        var library = new byte[stream.Length];
        stream.ReadExactly(library);
        var font = new PlotFont(
            Typeface(Extract(library, "Inter-Regular.ttf"), "Inter-Regular.ttf"),
            Typeface(Extract(library, "Inter-SemiBold.ttf"), "Inter-SemiBold.ttf"));
        Fonts.FontResolvers.Insert(0, font);
        Fonts.Default = Family;
        return font;
    }

    private static ReadOnlySpan<byte> Resources(byte[] library)
    {
        using var image = new PEReader(new MemoryStream(library));
        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.ManifestResources)
        {
            var resource = metadata.GetManifestResource(handle);
            if (metadata.GetString(resource.Name) != "!AvaloniaResources") continue;
            var start = image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress;
            var section = image.GetSectionData(start).GetContent();
            var at = (int)resource.Offset;
            var length = BinaryPrimitives.ReadInt32LittleEndian(section.AsSpan()[at..]);
            return section.AsSpan().Slice(at + sizeof(int), length);
        }
        throw new InvalidDataException("it has no Avalonia resources");
    }

    // An index (its length, version, count, then path, offset and size of each file), and the files behind it.
    private static byte[] Entry(ReadOnlySpan<byte> resources, string path)
    {
        var indexLength = BinaryPrimitives.ReadInt32LittleEndian(resources);
        using var index = new BinaryReader(new MemoryStream(resources.Slice(sizeof(int), indexLength).ToArray()), Encoding.UTF8);
        var version = index.ReadInt32();
        if (version != 2) throw new InvalidDataException($"its index has version {version}, not 2");
        for (var left = index.ReadInt32(); left > 0; left--)
        {
            var (name, offset, size) = (index.ReadString(), index.ReadInt32(), index.ReadInt32());
            if (name == path) return resources.Slice(sizeof(int) + indexLength + offset, size).ToArray();
        }
        throw new InvalidDataException($"it has no {path}");
    }
}
