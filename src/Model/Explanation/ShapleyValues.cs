using Emotune.Diagnostics;
using Emotune.Randomness;

namespace Emotune.Model.Explanation;

/// <summary>
/// Shapley values (Shapley 1953): a player's contribution to a coalition, averaged over all orders in which the players may join.
/// </summary>
internal static class ShapleyValues
{
    // 2^24 masks are out of any budget's reach; a shift by more would wrap.
    private const int MostEnumerable = 24;

    /// <summary>
    /// Exact, by enumeration, where the 2^n coalitions are within <paramref name="maxEvaluations"/>; else the mean over as many
    /// orders, in pairs of an order and its reverse (Castro et al. 2009), as are. Both add up to full − base.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP4401: not even one order is within <paramref name="maxEvaluations"/>.</exception>
    public static Attribution Explain(MaskedEvaluations evaluations, int maxEvaluations)
    {
        var players = evaluations.PlayerCount;
        return players <= MostEnumerable && 1 << players <= maxEvaluations ? Enumerate(evaluations) : Sample(evaluations, maxEvaluations);
    }

    private static Attribution Enumerate(MaskedEvaluations evaluations)
    {
        var players = evaluations.PlayerCount;
        var outputs = evaluations.Evaluate([.. Enumerable.Range(0, 1 << players).Select(set => Mask(set, players))]);
        var values = Attribution.Zeros(players, outputs[0].Length);
        var weights = Weights(players);
        for (var set = 0; set < outputs.Count; set++)
        {
            for (var player = 0; player < players; player++)
            {
                if ((set >> player & 1) == 0)
                    Attribution.Add(values[player], weights[int.PopCount(set)], outputs[set], outputs[set | 1 << player]);
            }
        }

        return new Attribution(outputs[0], outputs[^1], values, Additive: true, evaluations.Count);
    }

    /// <summary>|S|! (n − |S| − 1)! / n! by |S|: the share of orders in which exactly S is before a player.</summary>
    private static double[] Weights(int players)
    {
        var weights = new double[players];
        var choose = 1.0;
        for (var size = 0; size < players; size++)
        {
            weights[size] = 1 / (players * choose);
            choose = choose * (players - 1 - size) / (size + 1);
        }

        return weights;
    }

    private static Attribution Sample(MaskedEvaluations evaluations, int maxEvaluations)
    {
        var players = evaluations.PlayerCount;
        var count = (maxEvaluations - 2) / Math.Max(players - 1, 1);
        if (count < 1)
            throw new DiagnosticException(Problems.TooFewEvaluations.Given(maxEvaluations, players, players + 1));
        var orders = Orders(players, count).ToArray();
        var outputs = evaluations.Evaluate([.. orders.SelectMany(order => Prefixes(order))]);
        var values = Attribution.Zeros(players, outputs[0].Length);
        for (var i = 0; i < orders.Length; i++)
        {
            for (var place = 0; place < players; place++)
            {
                var at = i * (players + 1) + place;
                Attribution.Add(values[orders[i][place]], 1.0 / orders.Length, outputs[at], outputs[at + 1]);
            }
        }

        return new Attribution(evaluations.None, evaluations.Full, values, Additive: true, evaluations.Count) { Sampled = true };
    }

    private static IEnumerable<int[]> Orders(int players, int count)
    {
        for (var pair = 0; pair < (count + 1) / 2; pair++)
        {
            var order = Enumerable.Range(0, players).OrderBy(player => CounterRandom.Of(pair, player)).ToArray();
            yield return order;
            if (2 * pair + 1 < count)
                yield return [.. order.Reverse()];
        }
    }

    /// <summary>The coalitions that grow from none to all as the players join.</summary>
    private static IEnumerable<bool[]> Prefixes(int[] order)
    {
        var mask = new bool[order.Length];
        yield return [.. mask];
        foreach (var player in order)
        {
            mask[player] = true;
            yield return [.. mask];
        }
    }

    private static bool[] Mask(int set, int players) => [.. Enumerable.Range(0, players).Select(player => (set >> player & 1) == 1)];
}
