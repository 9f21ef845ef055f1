using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Explanation;
using Emotune.Model.Training;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What one run and seed came to; a failed one has <see cref="Failure"/> and nulls.</summary>
/// <param name="Run">The run's name in the experiment.</param>
internal sealed record RunResult(string Run, int Seed, FineTuningMethod Method)
{
    /// <summary>Why the run has no result; null where it has.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the run has figures and no explanations; null where it has both, or neither.</summary>
    public string? ExplanationFailure { get; init; }

    public ParameterCounts? Parameters { get; init; }

    public EvaluationReport? Evaluation { get; init; }

    public ReliabilityReport? Reliability { get; init; }

    /// <summary>By label in the order of the label map, thresholds ascending.</summary>
    public IReadOnlyList<ThresholdCurvePoint> ThresholdCurves { get; init; } = [];

    public LabelConfusion? Confusion { get; init; }

    /// <summary>In the order of the label map.</summary>
    public IReadOnlyList<ShownCalibration> Calibration { get; init; } = [];

    /// <summary>By the set's name.</summary>
    public IReadOnlyDictionary<string, ExtraSetReport> ExtraSets { get; init; } = new Dictionary<string, ExtraSetReport>();

    public IReadOnlyList<StepLog> Steps { get; init; } = [];

    public IReadOnlyList<EpochLog> Epochs { get; init; } = [];

    /// <summary>Null where the predictions were not read.</summary>
    public Mistakes? Mistakes { get; init; }

    public IReadOnlyList<CommentAttribution> Attributions { get; init; } = [];

    /// <summary>By stage: train, predict, calibrate, evaluate, explain.</summary>
    public IReadOnlyDictionary<string, StageCost> Costs { get; init; } = new Dictionary<string, StageCost>();

    public IReadOnlyList<StageProvenance> Provenance { get; init; } = [];
}

/// <summary>A stage that ran or was taken as it stood.</summary>
/// <param name="KeyDigest">The stage key's digest, in hexadecimal.</param>
/// <param name="Reason">Why it ran, or that it was up to date.</param>
internal sealed record StageProvenance(string Stage, string KeyDigest, string Reason);
