using Emotune.Model.Network;

namespace Emotune.Model.Training;

/// <summary>Where a run stands; reported every few seconds.</summary>
/// <param name="Step">Optimizer steps done, of <paramref name="Steps"/>.</param>
/// <param name="Loss">A moving average.</param>
/// <param name="SamplesPerSecond">Since the run, or its resumption, began; validation not counted.</param>
internal sealed record TrainingProgress(int Step, int Steps, int Epoch, double Loss, double SamplesPerSecond, TimeSpan TimeLeft);

/// <summary>What training leaves behind beside the weights.</summary>
/// <param name="BestEpoch">Counts from one: the epoch whose weights the network has now.</param>
/// <param name="ResumedAtStep">Zero for a run that began at the beginning.</param>
/// <param name="SamplesPerSecond">Of this process's share of the run, validation not counted.</param>
/// <param name="ProductPath">What computed the linear layers' products: see <see cref="Float32Products"/>.</param>
internal sealed record TrainingResult(
    IReadOnlyList<StepLog> Steps,
    IReadOnlyList<EpochLog> Epochs,
    int BestEpoch,
    bool StoppedEarly,
    int ResumedAtStep,
    double SamplesPerSecond,
    string ProductPath);
