namespace Emotune.Model.Explanation;

/// <summary>How well the contributions to one output say what the classifier does, in units of that output.</summary>
/// <param name="Comprehensiveness">Mean drop when the foremost players are masked: the larger the better.</param>
/// <param name="Sufficiency">Mean drop when all but the foremost players are masked: the smaller the better.</param>
/// <param name="Area">Over the deletion curve in the order of the contributions: the larger the better.</param>
/// <param name="RandomArea">The same in orders that know nothing: what <paramref name="Area"/> has to exceed.</param>
internal sealed record Faithfulness(double Comprehensiveness, double Sufficiency, double Area, double RandomArea)
{
    /// <summary>The shares of players that count as foremost, one after the other (DeYoung et al., "ERASER", 2020).</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.01, 0.05, 0.1, 0.2, 0.5];

    /// <param name="values">The players' contributions to <paramref name="output"/>; equal ones come in the order of the text.</param>
    /// <param name="randomOrders">How many orders the random area is the mean of; even.</param>
    /// <exception cref="ArgumentException">There are not as many values as players.</exception>
    public static Faithfulness Of(MaskedEvaluations evaluations, IReadOnlyList<double> values, int output, int randomOrders = 20)
    {
        if (values.Count != evaluations.PlayerCount)
            throw new ArgumentException($"There are {values.Count} values for {evaluations.PlayerCount} players.", nameof(values));
        var order = Order(values);
        var full = evaluations.Full[output];
        var without = evaluations.Evaluate(SharesMasked(order, foremost: false));
        var alone = evaluations.Evaluate(SharesMasked(order, foremost: true));
        return new Faithfulness(
            without.Average(o => full - o[output]),
            alone.Average(o => full - o[output]),
            DeletionCurve.Area(evaluations, order, output),
            DeletionCurve.RandomArea(evaluations, output, randomOrders));
    }

    /// <summary>Of several attributions of one comment; all masks that any of them needs go to the model together, each once.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<Faithfulness> OfAll(
        MaskedEvaluations evaluations, IReadOnlyList<(IReadOnlyList<double> Values, int Output)> attributions, int randomOrders)
    {
        var random = DeletionCurve.RandomOrders(evaluations.PlayerCount, randomOrders).SelectMany(DeletionCurve.Masks);
        evaluations.Evaluate([.. random, .. attributions.Select(a => Order(a.Values)).SelectMany(order =>
            (IEnumerable<bool[]>)[
                .. SharesMasked(order, foremost: false), .. SharesMasked(order, foremost: true), .. DeletionCurve.Masks(order)])]);
        return [.. attributions.Select(a => Of(evaluations, a.Values, a.Output, randomOrders))];
    }

    private static int[] Order(IReadOnlyList<double> values) =>
        [.. Enumerable.Range(0, values.Count).OrderByDescending(player => values[player])];

    private static bool[][] SharesMasked(int[] order, bool foremost) =>
        [.. Shares.Select(share => Mask(order, (int)Math.Ceiling(share * order.Length), foremost))];

    /// <summary>Keeps the first players of an order, or all but these.</summary>
    private static bool[] Mask(int[] order, int count, bool foremost)
    {
        var mask = new bool[order.Length];
        for (var place = 0; place < order.Length; place++)
            mask[order[place]] = place < count == foremost;
        return mask;
    }
}
