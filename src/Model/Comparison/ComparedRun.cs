using Emotune.Calibration;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>A run with what its finished seeds came to.</summary>
/// <param name="Epochs">As many as a training could take.</param>
/// <param name="Seeds">At least one.</param>
internal sealed record ComparedRun(
    string Name, FineTuningMethod Method, double LearningRate, int Epochs, IReadOnlyList<ComparedSeed> Seeds) : IMethodRun;

/// <summary>One seed's results.</summary>
/// <param name="Validation">Null where no search needs it.</param>
internal sealed record ComparedSeed(
    long Seed,
    Predictions? Validation,
    Predictions Test,
    CalibrationResult Calibration,
    DecisionThresholds Thresholds,
    EvaluationReport Evaluation);
