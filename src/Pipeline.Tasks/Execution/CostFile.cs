using System.Text.Json;
using System.Text.Json.Serialization;
using Emotune.Files;
using Emotune.Model.Stages;
using Emotune.Model.Training;
using Emotune.Platform;

namespace Emotune.Pipeline.Execution;

/// <summary>A stage's <c>cost.json</c>: the cost and why the stage ran.</summary>
internal sealed record StageCostFile(StageCost Cost, IReadOnlyList<string> Reasons)
{
    /// <summary>The properties by which the build changed the experiment's file; null where it built what the file says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OverriddenBy? OverriddenBy { get; init; }
}

/// <summary>Writes and reads what stages cost.</summary>
internal static class CostFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = NullItems.Refused,
    };

    public static void Write(
        string folder, TimeSpan elapsed, StageYield yield, IReadOnlyList<string> reasons, OverriddenBy? overriddenBy = null)
    {
        var processor = ThisSystem.Processor;
        var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        var cost = new StageCost(
            elapsed.TotalSeconds, yield.SamplesPerSecond, ThisSystem.Process.PeakMemoryBytes, bytes,
            Environment.MachineName, processor.Name, DateTimeOffset.UtcNow)
        {
            InstructionSet = processor.InstructionSet,
            Cores = Environment.ProcessorCount,
            Latency = yield.Latency,
        };
        File.WriteAllBytes(
            Path.Combine(folder, StageLayout.Cost),
            JsonSerializer.SerializeToUtf8Bytes(new StageCostFile(cost, reasons) { OverriddenBy = overriddenBy }, Options));
    }

    /// <returns>Null where there is none that can be read: costs are shown, never relied on.</returns>
    public static StageCostFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<StageCostFile>(RegularFile.ReadAllBytes(Path.Combine(folder, StageLayout.Cost)), Options);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
