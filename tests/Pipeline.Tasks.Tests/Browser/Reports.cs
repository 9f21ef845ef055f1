using System.Collections.Concurrent;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Tests.Reporting;

namespace Emotune.Pipeline.Tests.Browser;

using TemporaryFolder = Emotune.Pipeline.Tests.Reporting.TemporaryFolder;

/// <summary>Reports of made-up results, each written when first asked for.</summary>
public sealed class Reports : IDisposable
{
    /// <summary>28 labels, both methods, three seeds.</summary>
    public const string Full = "full";

    /// <summary>28 labels, six runs of three seeds.</summary>
    public const string SixRuns = "six runs";

    /// <summary>Three labels, one seed.</summary>
    public const string Small = "small";

    public const string OneLabel = "one label";

    public const string Failed = "a failed run";

    public const string AllFailed = "nothing but failed runs";

    public const string UndefinedFigures = "undefined figures";

    public const string Script = "script in every text";

    public const string Bidirectional = "bidirectional marks in every text";

    public const string Long = "ten thousand letters in every text";

    private readonly ConcurrentDictionary<string, Lazy<TemporaryFolder>> _written = new(StringComparer.Ordinal);

    internal static ReportInput Input(string name) => name switch
    {
        Full => MadeUp.Input(
            28, [.. new[] { FineTuningMethod.Full, FineTuningMethod.Lora }.SelectMany(
                m => new[] { 1, 2, 3 }.Select(
                    seed => MadeUp.Run(m == FineTuningMethod.Full ? "full" : "lora", m, 28, seed).Timed()))]).Compared()
                    .WithExtraSets("tickets-2025", "reviews"),
        SixRuns => MadeUpStudy.Input(28),
        Small => Two(3),
        OneLabel => Two(1),
        Failed =>
            MadeUp.Input(
                3, MadeUp.Run("full", FineTuningMethod.Full, 3),
                MadeUp.Failed("lora", FineTuningMethod.Lora, "EXP4207: the loss is not finite")),
        AllFailed =>
            MadeUp.Input(
                3, MadeUp.Failed("full", FineTuningMethod.Full, "no memory"), MadeUp.Failed("lora", FineTuningMethod.Lora, "no memory")),
        UndefinedFigures => Undefined.Input(),
        Script => Hostile.Input(Hostile.Script),
        Bidirectional => Hostile.Input(Hostile.Override),
        Long => Hostile.Input(Hostile.Long),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public string Page(string name) => Path.Combine(_written.GetOrAdd(name, n => new(() => Write(n))).Value.Report, "index.html");

    public void Dispose()
    {
        foreach (var folder in _written.Values) folder.Value.Dispose();
    }

    private static TemporaryFolder Write(string name)
    {
        var folder = new TemporaryFolder();
        folder.WriteAll(Input(name));
        return folder;
    }

    private static ReportInput Two(int labels) =>
        MadeUp.Input(labels, MadeUp.Run("full", FineTuningMethod.Full, labels), MadeUp.Run("lora", FineTuningMethod.Lora, labels))
            .Compared().WithExtraSets("tickets-2025");
}
