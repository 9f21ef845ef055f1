namespace Emotune.Model.Training;

/// <summary>When and where a run saves its state.</summary>
/// <param name="Folder">Holds one run's checkpoint and nothing else.</param>
/// <param name="Every">Between two saves; each epoch's end saves as well.</param>
/// <param name="Fingerprint">Of everything that the run depends on; a checkpoint with another one is not used.</param>
/// <param name="EverySteps">Saves by count instead of by time.</param>
internal sealed record CheckpointPolicy(string Folder, TimeSpan Every, string Fingerprint, int? EverySteps = null);
