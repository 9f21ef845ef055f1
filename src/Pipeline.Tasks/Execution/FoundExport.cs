using Emotune.Model.Stages;

namespace Emotune.Pipeline.Execution;

/// <summary>A folder that Export wrote, and what has become of it.</summary>
/// <param name="IsWhole">Whether all its files are there as they were written.</param>
internal sealed record FoundExport(RecordedExport Recorded, bool IsWhole);
