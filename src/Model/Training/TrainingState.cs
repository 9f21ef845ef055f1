namespace Emotune.Model.Training;

/// <summary>What changes in the course of a run: weights, moments, logs, the best epoch so far.</summary>
/// <param name="average">Where it is kept, it is what is validated and what the run ends with; null: the weights themselves are.</param>
internal sealed class TrainingState(
    IReadOnlyList<TrainedParameter> parameters, AdamW optimizer, EarlyStopping? stopping, WeightAverage? average = null)
{
    private Dictionary<string, float[]>? _best;

    public List<StepLog> StepLogs { get; private set; } = [];

    public List<EpochLog> EpochLogs { get; private set; } = [];

    /// <summary>The watched metric after each epoch, higher is better.</summary>
    public List<double> Scores { get; private set; } = [];

    /// <summary>Optimizer steps done.</summary>
    public int Step => optimizer.Steps;

    /// <summary>Counts from zero; −1 before the first epoch ended.</summary>
    public int BestIndex => Scores.Count == 0 ? -1 : Scores.IndexOf(Scores.Max());

    /// <summary>Whether the watched metric has not risen for as many epochs as one waits.</summary>
    public bool OutOfPatience => stopping is not null && Scores.Count > 0 && Scores.Count - 1 - BestIndex >= stopping.Patience;

    /// <summary>Ends an epoch; the first of several equally good ones is the best.</summary>
    public void EndEpoch(EpochLog log, double score)
    {
        Scores.Add(score);
        var isBest = BestIndex == Scores.Count - 1;
        if (isBest && stopping is not null)
            _best = ResultNow();
        if (isBest)
            EpochLogs = [.. EpochLogs.Select(l => l with { IsBest = false })];
        EpochLogs.Add(log with { IsBest = isBest });
    }

    /// <summary>After each optimizer step.</summary>
    public void EndStep() => average?.Update(Step);

    /// <summary>Looks at the weights that would be the run's result if it ended now.</summary>
    public T WithResult<T>(Func<T> look)
    {
        average?.Exchange();
        try
        {
            return look();
        }
        finally
        {
            average?.Exchange();
        }
    }

    /// <summary>Leaves the run's result in the network.</summary>
    public void RestoreBest()
    {
        if ((_best ?? average?.Values) is { } result)
            SetWeights(result);
    }

    public Checkpoint Capture() => new(
        Step, Weights(),
        optimizer.Moments.ToDictionary(m => m.Name, m => m.First, StringComparer.Ordinal),
        optimizer.Moments.ToDictionary(m => m.Name, m => m.Second, StringComparer.Ordinal),
        average?.Values, _best, StepLogs, EpochLogs, Scores);

    public void Restore(Checkpoint checkpoint)
    {
        SetWeights(checkpoint.Weights);
        optimizer.Restore(checkpoint.Step, checkpoint.FirstMoments, checkpoint.SecondMoments);
        average?.Restore(checkpoint.Average!);
        _best = checkpoint.Best?.ToDictionary(StringComparer.Ordinal);
        (StepLogs, EpochLogs, Scores) = ([.. checkpoint.StepLogs], [.. checkpoint.EpochLogs], [.. checkpoint.Scores]);
    }

    private Dictionary<string, float[]> ResultNow() =>
        average?.Values.ToDictionary(v => v.Key, v => (float[])v.Value.Clone(), StringComparer.Ordinal) ?? Weights();

    private Dictionary<string, float[]> Weights() =>
        parameters.ToDictionary(p => p.Name, p => TensorMemory.ToArray(p.Tensor), StringComparer.Ordinal);

    private void SetWeights(IReadOnlyDictionary<string, float[]> weights)
    {
        foreach (var parameter in parameters)
            weights[parameter.Name].CopyTo(TensorMemory.Span(parameter.Tensor));
    }
}
