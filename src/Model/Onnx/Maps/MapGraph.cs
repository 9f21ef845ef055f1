using Emotune.Calibration;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Maps;

/// <summary>One calibration method in the graph.</summary>
internal abstract class MapGraph
{
    private static readonly MapGraph[] All =
        [new IdentityGraph(), new TemperatureGraph(), new PlattGraph(), new IsotonicGraph(), new BetaGraph()];

    protected abstract Type Map { get; }

    public static MapGraph Of(Type map) => All.Single(g => g.Map == map);

    /// <param name="logits">(B, n) double</param>
    /// <param name="maps">n maps of the method.</param>
    /// <returns>(B, n) double: calibrated probabilities.</returns>
    public abstract GraphValue Probabilities(GraphBuilder graph, GraphValue logits, IReadOnlyList<CalibrationMap> maps);
}

/// <inheritdoc/>
internal abstract class MapGraph<TMap> : MapGraph where TMap : CalibrationMap
{
    protected sealed override Type Map => typeof(TMap);

    public sealed override GraphValue Probabilities(GraphBuilder graph, GraphValue logits, IReadOnlyList<CalibrationMap> maps) =>
        Probabilities(graph, logits, [.. maps.Cast<TMap>()]);

    /// <inheritdoc cref="MapGraph.Probabilities"/>
    protected abstract GraphValue Probabilities(GraphBuilder graph, GraphValue logits, TMap[] maps);
}
