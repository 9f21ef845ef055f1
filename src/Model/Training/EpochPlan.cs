namespace Emotune.Model.Training;

/// <summary>Which batches make up which optimizer step.</summary>
internal sealed class EpochPlan(int[] lengths, TrainingOptions options)
{
    private int _epoch = -1;
    private int[][][] _steps = [];

    public int StepsPerEpoch { get; } =
        CeilingOf(CeilingOf(lengths.Length, options.BatchSize), options.AccumulationSteps);

    public int TotalSteps => StepsPerEpoch * options.Epochs;

    /// <summary>The batches of a step.</summary>
    /// <param name="step">Counts from zero over all epochs.</param>
    public int[][] Batches(int step)
    {
        var epoch = step / StepsPerEpoch;
        if (epoch != _epoch)
            (_epoch, _steps) = (epoch, [.. Order(epoch).Chunk(options.AccumulationSteps)]);
        return _steps[step % StepsPerEpoch];
    }

    private IReadOnlyList<int[]> Order(int epoch) => options.GroupByLength
        ? LengthGroupedBatches.Create(lengths, options.BatchSize, options.Seed, epoch)
        : LengthGroupedBatches.CreatePlain(lengths.Length, options.BatchSize, options.Seed, epoch);

    private static int CeilingOf(int count, int size) => (count + size - 1) / size;
}
