using Emotune.Model.Prediction;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Execution;

/// <summary>What a stage is asked to do: read its inputs, fill its folder.</summary>
/// <param name="OutputFolder">Empty; becomes the stage's folder when all has gone well.</param>
/// <param name="CheckpointFolder">Kept when the stage is interrupted and given back to it when the same work is asked for again.</param>
/// <param name="Log">Where the stage says what it does.</param>
internal sealed record StageWork(
    ExperimentSpec Spec,
    StageNode Node,
    ArtifactFolder Artifacts,
    string OutputFolder,
    string CheckpointFolder,
    StageLog Log,
    CancellationToken Cancellation)
{
    /// <summary>The run that the stage belongs to.</summary>
    public RunSpec Run => Spec.Runs.Single(r => r.Name == Node.Run);

    /// <summary>The extra set that the stage is for; null for the experiment's own data.</summary>
    public ExtraSetSpec? ExtraSet => Node.ExtraSet is { } name ? Spec.Evaluation.ExtraSets!.Single(s => s.Name == name) : null;

    /// <summary>The folder of another stage: of the same run and seed, or of all runs.</summary>
    public string Folder(StageKind kind) =>
        Node.Run is { } run ? Artifacts.Stage(kind, run, Node.Seed!.Value) : Artifacts.Stage(kind);

    /// <summary>The folder of another stage of the same run and seed on an extra set.</summary>
    public string Folder(StageKind kind, ExtraSetSpec set) =>
        Path.Combine(Artifacts.Root, StageFolder.Of(kind, Node.Run!, Node.Seed!.Value, set.Name));
}

/// <summary>What a stage says of its own speed.</summary>
/// <param name="SamplesPerSecond">Null where the stage counts none.</param>
/// <param name="Latency">Null where the stage does not measure it.</param>
internal sealed record StageYield(double? SamplesPerSecond = null, PredictionLatency? Latency = null);

/// <summary>How a stage came to its result.</summary>
internal enum StageOutcome { Computed, Restored }
