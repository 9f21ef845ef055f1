namespace Emotune.Model.Stages;

/// <summary>The stages in the order in which an experiment's data passes through them.</summary>
public enum StageKind { Prepare, Pretrain, Train, Predict, Calibrate, Evaluate, Explain, Compare, Plot, Report }

/// <summary>How tables of costs name the stages.</summary>
public static class StageKinds
{
    /// <summary>The stage's name in lower case, such as <c>train</c>.</summary>
    public static string CostName(this StageKind stage) => stage.ToString().ToLowerInvariant();
}
