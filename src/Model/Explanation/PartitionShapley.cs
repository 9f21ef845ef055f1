namespace Emotune.Model.Explanation;

/// <summary>
/// Owen values (Owen 1977) of a binary hierarchy of players: at each node the two halves are a game of two, played both without
/// and with all that is beside the node, and each half's Shapley value goes down to it. It is what shap's PartitionExplainer computes.
/// </summary>
internal static class PartitionShapley
{
    // Enough games for a full batch; few enough for the ranking to matter.
    private const int GamesAtOnce = 64;

    /// <param name="maxEvaluations">
    /// Once the next game would exceed it, what a node was given is shared among its players evenly; the games that matter most come first.
    /// A tree of n players takes n² evaluations at most where it is balanced.
    /// </param>
    public static Attribution Explain(MaskedEvaluations evaluations, PartitionTree tree, int maxEvaluations)
    {
        var (none, full) = (evaluations.None, evaluations.Full);
        var credits = Attribution.Zeros(tree.Root + 1, full.Length);
        List<Game> open = [new Game(tree.Root, new bool[tree.PlayerCount], none, full, 1)];
        while (open.Count > 0)
        {
            foreach (var game in open.Where(g => tree.IsPlayer(g.Node)))
                Attribution.Add(credits[game.Node], game.Weight, game.Without, game.With);
            var ranked = open.Where(g => !tree.IsPlayer(g.Node)).OrderByDescending(g => g.Stake).ToArray();
            var played = Affordable(ranked, evaluations, tree, maxEvaluations);
            foreach (var game in played == 0 ? ranked : [])
                Attribution.Add(credits[game.Node], game.Weight, game.Without, game.With);
            var next = Play(ranked[..played], evaluations, tree);
            open = played == 0 ? [] : [.. ranked[played..], .. next];
        }

        HandDown(credits, tree);
        return new Attribution(none, full, credits[..tree.PlayerCount], Additive: true, evaluations.Count);
    }

    /// <summary>How many of the first games the budget still allows.</summary>
    private static int Affordable(Game[] games, MaskedEvaluations evaluations, PartitionTree tree, int maxEvaluations)
    {
        var masks = new List<bool[]>();
        for (var i = 0; i < games.Length && i < GamesAtOnce; i++)
        {
            masks.AddRange(Halves(games[i], tree));
            if (evaluations.Count + evaluations.Unknown(masks).Count > maxEvaluations)
                return i;
        }

        return Math.Min(games.Length, GamesAtOnce);
    }

    private static IEnumerable<Game> Play(Game[] games, MaskedEvaluations evaluations, PartitionTree tree)
    {
        var masks = games.SelectMany(g => Halves(g, tree)).ToArray();
        var outputs = evaluations.Evaluate(masks);
        for (var i = 0; i < games.Length; i++)
        {
            var (node, context, without, with, weight) = games[i];
            var (left, right) = (tree.Left(node), tree.Right(node));
            var (onlyLeft, onlyRight) = (outputs[2 * i], outputs[2 * i + 1]);
            yield return new Game(left, context, without, onlyLeft, weight / 2);
            yield return new Game(left, masks[2 * i + 1], onlyRight, with, weight / 2);
            yield return new Game(right, context, without, onlyRight, weight / 2);
            yield return new Game(right, masks[2 * i], onlyLeft, with, weight / 2);
        }
    }

    private static bool[][] Halves(Game game, PartitionTree tree) =>
        [tree.With(game.Context, tree.Left(game.Node)), tree.With(game.Context, tree.Right(game.Node))];

    /// <summary>What stayed at inner nodes goes to the players below them, evenly.</summary>
    private static void HandDown(double[][] credits, PartitionTree tree)
    {
        for (var node = tree.Root; !tree.IsPlayer(node); node--)
        {
            var nothing = new double[credits[node].Length];
            foreach (var child in new[] { tree.Left(node), tree.Right(node) })
                Attribution.Add(credits[child], (double)tree.Sizes[child] / tree.Sizes[node], nothing, credits[node]);
        }
    }

    /// <summary>A node's worth beside a context.</summary>
    /// <param name="Context">What is kept beside the node (players).</param>
    /// <param name="Without">The outputs of the context alone (L).</param>
    /// <param name="With">The outputs of the context and the whole node (L).</param>
    /// <param name="Weight">The share of orders in which the node meets this context.</param>
    private sealed record Game(int Node, bool[] Context, double[] Without, double[] With, double Weight)
    {
        public double Stake { get; } = Weight * Without.Zip(With, (a, b) => Math.Abs(b - a)).Max();
    }
}
