using System.Globalization;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Plan;

/// <summary>Where stages put their files, below the experiment's artifacts and with forward slashes.</summary>
internal static class StageFolder
{
    /// <summary>The folder of a stage that all runs share.</summary>
    public static string Of(StageKind kind) => StageLayout.Of(kind).Folder;

    /// <summary>The folder of a stage as a run and seed see it: their own, or the one that all runs share.</summary>
    public static string Of(StageKind kind, string run, long seed) =>
        StageLayout.Of(kind) is { IsPerRun: true } stage ? $"{OfRun(run, seed)}/{stage.Folder}" : Of(kind);

    /// <summary>The folder of a run's and seed's stage on an extra set.</summary>
    public static string Of(StageKind kind, string run, long seed, string extraSet) =>
        $"{OfRun(run, seed)}/{OfExtraSet(extraSet)}/{Of(kind)}";

    /// <summary>The folder that holds all stages of a run and seed, such as <c>runs/lora/42</c>.</summary>
    public static string OfRun(string run, long seed) => string.Create(CultureInfo.InvariantCulture, $"{StageLayout.Runs}/{run}/{seed}");

    /// <summary>The folder of an extra set's prepared data, such as <c>extra_sets/tickets</c>.</summary>
    public static string OfExtraSet(string set) => $"{StageLayout.ExtraSets}/{set}";
}
