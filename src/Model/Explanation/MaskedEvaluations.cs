namespace Emotune.Model.Explanation;

/// <summary>The value of coalitions: for each mask (players; true = kept), the model's outputs (L).</summary>
internal delegate double[][] ValueFunction(IReadOnlyList<bool[]> keepMasks);

/// <summary>A value function that is asked once for each distinct mask.</summary>
internal sealed class MaskedEvaluations(int playerCount, ValueFunction value)
{
    private readonly Dictionary<string, double[]> _known = new(StringComparer.Ordinal);

    public int PlayerCount => playerCount;

    /// <summary>How many distinct masks were evaluated.</summary>
    public int Count => _known.Count;

    /// <summary>The outputs with every player masked.</summary>
    public double[] None => Evaluate([new bool[playerCount]])[0];

    /// <summary>The outputs with every player kept.</summary>
    public double[] Full => Evaluate([All()])[0];

    /// <summary>The outputs for each mask (players); those not known yet in one call of the value function.</summary>
    public IReadOnlyList<double[]> Evaluate(IReadOnlyList<bool[]> masks)
    {
        var keys = masks.Select(Key).ToArray();
        var unknown = Unknown(masks);
        if (unknown.Count > 0)
        {
            foreach (var (mask, outputs) in unknown.Zip(value(unknown)))
                _known.Add(Key(mask), outputs);
        }

        return [.. keys.Select(key => _known[key])];
    }

    /// <summary>Those masks, each once, that <see cref="Evaluate"/> would have to ask for.</summary>
    public IReadOnlyList<bool[]> Unknown(IEnumerable<bool[]> masks) =>
        [.. masks.DistinctBy(Key).Where(mask => !_known.ContainsKey(Key(mask)))];

    internal bool[] All()
    {
        var mask = new bool[playerCount];
        Array.Fill(mask, true);
        return mask;
    }

    private static string Key(bool[] mask) => string.Create(mask.Length, mask, (key, from) =>
    {
        for (var i = 0; i < key.Length; i++)
            key[i] = from[i] ? '1' : '0';
    });
}
