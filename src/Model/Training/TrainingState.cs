using Emotune.Model.Native;
using Emotune.Model.Optimization;

namespace Emotune.Model.Training;

/// <summary>What changes in the course of a run: weights, moments, logs, the best epoch so far.</summary>
/// <param name="average">Where it is kept, it is what is validated and what the run ends with; null: the weights themselves are.</param>
internal sealed class TrainingState(
    IReadOnlyList<TrainedParameter> parameters, AdamW optimizer, EarlyStopping? stopping, WeightAverage? average = null) : IDisposable
{
    public const string Best = "best.";
    private const string Weight = "weight.", First = "first_moment.", Second = "second_moment.", Average = "average.";

    private FloatBuffer[]? _best;
    private LazyRows? _lazy;

    public List<StepLog> StepLogs { get; private set; } = [];

    public List<EpochLog> EpochLogs { get; private set; } = [];

    /// <summary>The watched metric after each epoch, higher is better.</summary>
    public List<double> Scores { get; private set; } = [];

    /// <summary>Optimizer steps done.</summary>
    public int Step => optimizer.Steps;

    /// <summary>Whether an epoch's weights are kept beside the present ones.</summary>
    public bool HasBest => _best is not null;

    /// <summary>Counts from zero; −1 before the first epoch ended.</summary>
    public int BestIndex => Scores.Count == 0 ? -1 : Scores.IndexOf(Scores.Max());

    /// <summary>Whether the watched metric has not risen for as many epochs as one waits.</summary>
    public bool OutOfPatience => stopping is not null && Scores.Count > 0 && Scores.Count - 1 - BestIndex >= stopping.Patience;

    /// <summary>Moves a table's rows when they are read, where it is one that is read row by row.</summary>
    public void BeLazy(IRowTable? table)
    {
        if (table is null)
            return;
        _lazy = optimizer.BeLazy(table, average?.Of(table.Weight));
        average?.BeLazy(_lazy);
    }

    /// <summary>Ends an epoch; the first of several equally good ones is the best.</summary>
    public void EndEpoch(EpochLog log, double score)
    {
        Scores.Add(score);
        var isBest = BestIndex == Scores.Count - 1;
        if (isBest && stopping is not null)
            KeepResult();
        if (isBest)
            EpochLogs = [.. EpochLogs.Select(l => l with { IsBest = false })];
        EpochLogs.Add(log with { IsBest = isBest });
    }

    /// <summary>After each optimizer step.</summary>
    public void EndStep() => average?.Update(Step);

    /// <summary>Looks at the weights that would be the run's result if it ended now.</summary>
    public T WithResult<T>(Func<T> look)
    {
        _lazy?.CatchUp();
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
        _lazy?.CatchUp();
        if (_best is not null || average is not null)
            Copy(_best is null ? average!.Values(Weight) : BestArrays(), Weights());
    }

    /// <summary>The numbers that a checkpoint holds, as they are now; written to, they are the run's.</summary>
    /// <param name="withBest">An epoch's weights too; there is room for them from now on.</param>
    public IEnumerable<StateArray> Arrays(bool withBest)
    {
        _lazy?.CatchUp();
        return Weights().Concat(optimizer.FirstMoments(First)).Concat(optimizer.SecondMoments(Second))
            .Concat(average?.Values(Average) ?? []).Concat(withBest ? BestArrays() : []);
    }

    /// <summary>Names and lengths of <see cref="Arrays"/>.</summary>
    public IReadOnlyDictionary<string, long> Sizes(bool withBest)
    {
        string[] prefixes = [
            Weight, First, Second, .. average is null ? [] : new[] { Average }, .. withBest ? [Best] : Array.Empty<string>()];
        return prefixes.SelectMany(x => parameters.Select(p => (Name: x + p.Name, Length: p.Tensor.numel())))
            .ToDictionary(a => a.Name, a => a.Length, StringComparer.Ordinal);
    }

    public void Restore(int step, IEnumerable<StepLog> stepLogs, IEnumerable<EpochLog> epochLogs, IEnumerable<double> scores)
    {
        optimizer.Restore(step);
        (StepLogs, EpochLogs, Scores) = ([.. stepLogs], [.. epochLogs], [.. scores]);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        average?.Dispose();
        Array.ForEach(_best ?? [], b => b.Dispose());
    }

    private void KeepResult()
    {
        _lazy?.CatchUp();
        Copy(average?.Values(Weight) ?? Weights(), BestArrays());
    }

    private IEnumerable<StateArray> Weights() => parameters.Select(p => StateArray.Of(Weight, p));

    private IEnumerable<StateArray> BestArrays()
    {
        _best ??= [.. parameters.Select(p => new FloatBuffer(p.Tensor.numel()))];
        return parameters.Zip(_best, (p, b) => StateArray.Of(Best, p, b));
    }

    private static void Copy(IEnumerable<StateArray> from, IEnumerable<StateArray> to)
    {
        foreach (var (source, target) in from.Zip(to))
            source.Span.CopyTo(target.Span);
    }
}
