using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>Small raw splits, and what reading them says.</summary>
internal static class RawData
{
    public static LabelSet Labels { get; } = new(["joy", "anger", "fear"]);

    /// <summary>A source whose every split is the one file.</summary>
    public static DatasetSource Source(DatasetFormat format, string file) => new()
    {
        Format = format,
        Train = file,
        Validation = file,
        Test = file,
        LabelColumn = "labels",
    };

    public static IReadOnlyList<RawExample> Read(DatasetSource source) => DatasetReader.Read(source, Labels, Split.Train);

    /// <summary>The problems as CODE@LINE, in the order in which they are reported.</summary>
    public static string[] Problems(Action action) =>
        [.. Assert.Throws<DiagnosticException>(action).Diagnostics.Select(d => $"{d.Code}@{d.At?.Line}")];
}
