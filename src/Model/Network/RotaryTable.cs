namespace Emotune.Model.Network;

/// <summary>
/// Cosines and sines of rotary positions (Su et al. 2021, arXiv:2104.09864): a place turns the numbers d and d + D/2 of a head by its own
/// angle for each d.
/// </summary>
/// <param name="theta">The base of the frequencies θ^(−2d/D).</param>
/// <param name="headSize">D, an even number.</param>
internal sealed class RotaryTable(double theta, int headSize)
{
    private readonly Lock _gate = new();
    private volatile Angles _angles = new(0, [], []);

    /// <summary>The base of the frequencies.</summary>
    public double Theta => theta;

    /// <summary>D ÷ 2: so many angles a place.</summary>
    public int Half => headSize / 2;

    /// <summary>The values of at least so many places.</summary>
    public Angles Of(int places)
    {
        if (_angles.Places >= places)
            return _angles;
        lock (_gate)
        {
            if (_angles.Places < places)
                _angles = Compute(Math.Max(places, 2 * _angles.Places));
            return _angles;
        }
    }

    /// <summary>The angle from one place to the next for each d, in single precision as the published models compute it.</summary>
    public float[] Frequencies => [.. Enumerable.Range(0, Half).Select(d => 1 / (float)Math.Pow(theta, 2f * d / headSize))];

    // The angles are rounded to single precision as well.
    private Angles Compute(int places)
    {
        var (cosines, sines, frequencies) = (new float[places * Half], new float[places * Half], Frequencies);
        for (var d = 0; d < Half; d++)
        {
            for (var place = 0; place < places; place++)
            {
                var angle = place * frequencies[d];
                (cosines[place * Half + d], sines[place * Half + d]) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
            }
        }

        return new Angles(places, cosines, sines);
    }

    /// <param name="Places">How many rows there are.</param>
    /// <param name="Cosines">(places, D/2)</param>
    /// <param name="Sines">(places, D/2)</param>
    internal sealed record Angles(int Places, float[] Cosines, float[] Sines);
}
