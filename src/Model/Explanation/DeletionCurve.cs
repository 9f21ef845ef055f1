using Emotune.Randomness;

namespace Emotune.Model.Explanation;

/// <summary>
/// What an output loses when players are masked one after the other (Samek et al., "Evaluating the Visualization of What a Deep Neural
/// Network Has Learned", 2017).
/// </summary>
internal static class DeletionCurve
{
    /// <param name="order">Each player once, the first to be masked first.</param>
    /// <returns>f(all) − f(all without the first k), for k from 0 to all of n players (n + 1).</returns>
    /// <exception cref="ArgumentException"><paramref name="order"/> does not have each player once.</exception>
    public static double[] Drops(MaskedEvaluations evaluations, IReadOnlyList<int> order, int output)
    {
        CheckOrder(order, evaluations.PlayerCount);
        var outputs = evaluations.Evaluate(Masks(order));
        return [.. outputs.Select(o => outputs[0][output] - o[output])];
    }

    /// <summary>Area over the perturbation curve: the mean drop over k from 1 to n; zero without players.</summary>
    public static double Area(MaskedEvaluations evaluations, IReadOnlyList<int> order, int output) =>
        Drops(evaluations, order, output).Skip(1).DefaultIfEmpty(0).Average();

    /// <summary>
    /// The mean area over orders that know nothing of the players, always the same ones: an order by counter, its reverse, the next.
    /// </summary>
    /// <param name="orders">Even, so that each order meets its reverse.</param>
    public static double RandomArea(MaskedEvaluations evaluations, int output, int orders)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orders, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(orders % 2, 0);
        return RandomOrders(evaluations.PlayerCount, orders).Average(order => Area(evaluations, order, output));
    }

    /// <summary>An order by counter, its reverse, the next.</summary>
    internal static IEnumerable<int[]> RandomOrders(int players, int orders) => Enumerable.Range(0, orders / 2).SelectMany(pair =>
    {
        int[] order = [.. Enumerable.Range(0, players).OrderBy(player => CounterRandom.Of(pair, player))];
        return new[] { order, [.. order.Reverse()] };
    });

    /// <summary>All players kept, then one less at a time (n + 1).</summary>
    internal static List<bool[]> Masks(IReadOnlyList<int> order)
    {
        var kept = Enumerable.Repeat(true, order.Count).ToArray();
        var masks = new List<bool[]> { (bool[])kept.Clone() };
        foreach (var player in order)
        {
            kept[player] = false;
            masks.Add([.. kept]);
        }
        return masks;
    }

    private static void CheckOrder(IReadOnlyList<int> order, int players)
    {
        if (!order.Order().SequenceEqual(Enumerable.Range(0, players)))
            throw new ArgumentException($"An order has each of the {players} players once.", nameof(order));
    }
}
