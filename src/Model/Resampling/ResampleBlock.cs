using System.Runtime.Intrinsics;
using Emotune.Randomness;

namespace Emotune.Model.Resampling;

/// <summary>
/// Several resamples side by side, one a vector lane: how often each has each row. A figure is then computed for all
/// of them in one walk over the rows. Counts are whole numbers in doubles, so sums of them are exact.
/// </summary>
internal sealed class ResampleBlock(int rows)
{
    public const int Lanes = 8;

    private readonly double[] _counts = new double[Lanes * rows];
    private readonly Vector512<double>[] _weights = new Vector512<double>[rows];

    public int Rows => rows;

    /// <summary>By row: its count in each of the resamples.</summary>
    public ReadOnlySpan<Vector512<double>> Weights => _weights;

    /// <summary>The rows of each resample.</summary>
    public Vector512<double> Total { get; private set; }

    /// <summary>Draws the resamples numbered from <paramref name="first"/>.</summary>
    public void Draw(long seed, int first)
    {
        Array.Clear(_counts);
        for (var lane = 0; lane < Lanes; lane++)
        {
            var counts = _counts.AsSpan(lane * rows, rows);
            var random = new CounterRandom(seed, first + lane);
            for (var draw = 0; draw < rows; draw++)
                counts[random.Below(rows, draw)]++;
        }
        Transpose();
    }

    /// <summary>Takes all rows once, in every resample.</summary>
    public void Keep()
    {
        Array.Fill(_counts, 1);
        Transpose();
    }

    /// <summary>
    /// Leaves out, from all rows, each of the groups numbered from <paramref name="first"/>: group g has the rows g, g + groups, …
    /// </summary>
    public void LeaveOut(int groups, int first)
    {
        Array.Fill(_counts, 1);
        for (var lane = 0; lane < Lanes && first + lane < groups; lane++)
        {
            for (var row = first + lane; row < rows; row += groups)
                _counts[lane * rows + row] = 0;
        }

        Transpose();
    }

    private void Transpose()
    {
        for (var row = 0; row < rows; row++)
        {
            _weights[row] = Vector512.Create(
                _counts[row], _counts[rows + row], _counts[2 * rows + row], _counts[3 * rows + row],
                _counts[4 * rows + row], _counts[5 * rows + row], _counts[6 * rows + row], _counts[7 * rows + row]);
        }

        var total = Vector512<double>.Zero;
        foreach (var weight in _weights)
            total += weight;
        Total = total;
    }

    /// <summary>The summed counts of some rows.</summary>
    public Vector512<double> Sum(ReadOnlySpan<int> ofRows)
    {
        var sum = Vector512<double>.Zero;
        foreach (var row in ofRows)
            sum += _weights[row];
        return sum;
    }
}
