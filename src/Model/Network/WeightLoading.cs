using Emotune.Diagnostics;

namespace Emotune.Model.Network;

/// <summary>Where the weights of the classification head come from.</summary>
internal enum HeadWeights
{
    /// <summary>From the source, each of them: a trained classifier.</summary>
    Required,

    /// <summary>From the source where it has them, else initialised: a backbone, of which BERT's has its pooler.</summary>
    WhereGiven,

    /// <summary>Initialised, whatever the source has.</summary>
    Fresh,
}

/// <summary>Values into a network, and out of it.</summary>
internal static class WeightLoading
{
    /// <summary>
    /// Gives each parameter its value: the encoder's from <paramref name="source"/>, the head's as <paramref name="head"/> says.
    /// </summary>
    /// <param name="seed">Decides the values of fresh weights, with their names and nothing else.</param>
    /// <returns>The names of the parameters that were initialised; also in <see cref="SequenceClassifier.FreshParameters"/>.</returns>
    /// <exception cref="DiagnosticException">A tensor is missing or has another shape; all of them are named.</exception>
    public static IReadOnlyList<string> LoadWeights(this SequenceClassifier network, IWeightSource source, HeadWeights head, long seed)
    {
        var given = network.NamedParameters.Where(p => IsGiven(network, source, p.Name, head)).ToList();
        var absent = network.NamedParameters.Except(given).ToList();
        RequireAll([.. absent.Select(p => p.Name).Where(n => !MayBeFresh(network, source, n, head))]);
        RequireShapes(source, given);
        foreach (var (name, parameter) in given)
            parameter.Assign(source.Read(name));
        foreach (var parameter in absent)
            Initialization.Initialize(parameter, network.Config, seed);
        return network.FreshParameters = [.. absent.Select(p => p.Name)];
    }

    /// <summary>Gives the head's parameters their values and leaves the encoder's.</summary>
    /// <exception cref="DiagnosticException">A tensor is missing or has another shape.</exception>
    public static void LoadHead(this SequenceClassifier network, IWeightSource source)
    {
        var head = network.NamedParameters.Where(p => network.IsHead(p.Name)).ToList();
        RequireAll([.. head.Where(p => !source.Contains(p.Name)).Select(p => p.Name)]);
        RequireShapes(source, head);
        foreach (var (name, parameter) in head)
            parameter.Assign(source.Read(name));
        network.FreshParameters = [.. network.FreshParameters.Where(n => !network.IsHead(n))];
    }

    /// <summary>Gives each parameter a fresh value: a network to pretrain from scratch.</summary>
    public static void InitializeAll(this SequenceClassifier network, long seed)
    {
        foreach (var parameter in network.NamedParameters)
            Initialization.Initialize(parameter, network.Config, seed);
        network.FreshParameters = [.. network.NamedParameters.Select(p => p.Name)];
    }

    /// <summary>All parameters under their Hugging Face names, copied.</summary>
    public static IReadOnlyList<(string Name, WeightArray Value)> ExportWeights(this SequenceClassifier network) =>
        [.. network.NamedParameters.Select(p => (p.Name, new WeightArray(p.Value.shape, p.Value.ToArray())))];

    private static bool IsGiven(SequenceClassifier network, IWeightSource source, string name, HeadWeights head) =>
        source.Contains(name) && !(head == HeadWeights.Fresh && network.IsHead(name));

    // A module is fresh as a whole: a weight without its bias is a damaged file, not a backbone.
    private static bool MayBeFresh(SequenceClassifier network, IWeightSource source, string name, HeadWeights head)
    {
        if (head == HeadWeights.Required || !(network.IsHead(name) || network.IsPooler(name)))
            return false;
        var module = name[..name.LastIndexOf('.')];
        return new[] { $"{module}.weight", $"{module}.bias" }.All(n => !IsGiven(network, source, n, head));
    }

    private static void RequireAll(IReadOnlyList<string> missing)
    {
        if (missing.Count > 0)
            throw new DiagnosticException(Problems.WeightsMissing.Given(missing.Count, NameList.Of(missing)));
    }

    private static void RequireShapes(IWeightSource source, IEnumerable<NamedParameter> parameters)
    {
        var misshaped = parameters.Where(p => !source.Shape(p.Name).SequenceEqual(p.Value.shape))
            .Select(p => $"{p.Name} ({NameList.Shape(source.Shape(p.Name))} instead of {NameList.Shape(p.Value.shape)})").ToList();
        if (misshaped.Count > 0)
            throw new DiagnosticException(Problems.WeightsMisshaped.Given(misshaped.Count, NameList.Of(misshaped)));
    }
}
