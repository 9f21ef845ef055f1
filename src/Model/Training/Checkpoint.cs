namespace Emotune.Model.Training;

/// <summary>All that a run needs to go on as if it had never stopped.</summary>
/// <param name="Step">Optimizer steps done; epoch and position follow from it.</param>
/// <param name="Weights">Each trained parameter's values.</param>
/// <param name="FirstMoments">AdamW's running mean of the gradient, by parameter.</param>
/// <param name="SecondMoments">AdamW's running mean of the squared gradient, by parameter.</param>
/// <param name="Average">The weights' moving average, by parameter; null where none is kept.</param>
/// <param name="Best">The best epoch's weights; null before the first one ended, or where the last epoch is the result.</param>
internal sealed record Checkpoint(
    int Step,
    IReadOnlyDictionary<string, float[]> Weights,
    IReadOnlyDictionary<string, float[]> FirstMoments,
    IReadOnlyDictionary<string, float[]> SecondMoments,
    IReadOnlyDictionary<string, float[]>? Average,
    IReadOnlyDictionary<string, float[]>? Best,
    IReadOnlyList<StepLog> StepLogs,
    IReadOnlyList<EpochLog> EpochLogs,
    IReadOnlyList<double> Scores);

/// <summary>When and where a run saves its state.</summary>
/// <param name="Folder">Holds one run's checkpoint and nothing else.</param>
/// <param name="Every">Between two saves; each epoch's end saves as well.</param>
/// <param name="Fingerprint">Of everything that the run depends on; a checkpoint with another one is not used.</param>
/// <param name="EverySteps">Saves by count instead of by time.</param>
public sealed record CheckpointPolicy(string Folder, TimeSpan Every, string Fingerprint, int? EverySteps = null)
{
    /// <summary>Removes the checkpoint of a run whose result has been kept elsewhere.</summary>
    public void Discard() => new CheckpointStore(Folder, Fingerprint).Delete();
}
