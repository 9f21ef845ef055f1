namespace Emotune.Pipeline.Plan;

/// <summary>The stages in the order in which an experiment's data passes through them.</summary>
public enum StageKind { Prepare, Pretrain, Train, Predict, Calibrate, Evaluate, Explain, Compare, Plot, Report }

/// <summary>
/// The version of each stage's own code: part of its key, raised by hand in the commit that changes
/// what the stage computes, and only then.
/// </summary>
public static class StageCode
{
    public static int VersionOf(StageKind kind) => kind switch
    {
        StageKind.Prepare => 3,
        StageKind.Pretrain => 1,
        StageKind.Train => 3,
        StageKind.Predict => 2,
        StageKind.Calibrate => 2,
        StageKind.Evaluate => 5,
        StageKind.Explain => 3,
        StageKind.Compare => 2,
        StageKind.Plot => 2,
        StageKind.Report => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
