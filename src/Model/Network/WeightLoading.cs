using TorchSharp;

namespace Emotune.Model.Network;

/// <summary>Where the weights of the classification head come from.</summary>
public enum HeadWeights
{
    /// <summary>From the source, each of them: a trained classifier.</summary>
    Required,

    /// <summary>From the source where it has them, else initialised: a backbone, of which BERT's has its pooler.</summary>
    WhereGiven,

    /// <summary>Initialised, whatever the source has.</summary>
    Fresh,
}

/// <summary>Values into a network, and out of it.</summary>
public static class WeightLoading
{
    /// <summary>Gives each parameter its value: the encoder's from <paramref name="source"/>, the head's as <paramref name="head"/> says.</summary>
    /// <param name="seed">Decides the values of fresh weights, with their names and nothing else.</param>
    /// <returns>The names of the parameters that were initialised; also in <see cref="SequenceClassifier.FreshParameters"/>.</returns>
    /// <remarks>An encoder that was saved bare has no prefix to its names; both forms are read.</remarks>
    /// <exception cref="DiagnosticException">A tensor is missing or has another shape; all of them are named.</exception>
    public static IReadOnlyList<string> LoadWeights(this SequenceClassifier network, IWeightSource source, HeadWeights head, long seed)
    {
        var found = network.NamedParameters.Select(p => (Parameter: p, Source: FindName(network, source, p.Name, head))).ToList();
        var missing = found.Where(f => f.Source is null && !MayBeFresh(network, source, f.Parameter.Name, head)).Select(f => f.Parameter.Name).ToList();
        if (missing.Count > 0)
            throw new DiagnosticException(Diagnostics.WeightsMissing.Given(missing.Count, NameList.Of(missing)));
        var misshaped = found.Where(f => f.Source is not null && !source.Shape(f.Source).SequenceEqual(f.Parameter.Value.shape))
            .Select(f => $"{f.Source} ({NameList.Shape(source.Shape(f.Source!))} instead of {NameList.Shape(f.Parameter.Value.shape)})").ToList();
        if (misshaped.Count > 0)
            throw new DiagnosticException(Diagnostics.WeightsMisshaped.Given(misshaped.Count, NameList.Of(misshaped)));

        foreach (var (parameter, name) in found)
        {
            if (name is null)
                Initialization.Initialize(parameter, network.Config, seed);
            else
                parameter.Value.Assign(source.Read(name));
        }
        return network.FreshParameters = [.. found.Where(f => f.Source is null).Select(f => f.Parameter.Name)];
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

    private static string? FindName(SequenceClassifier network, IWeightSource source, string name, HeadWeights head)
    {
        if (network.IsHead(name))
            return head != HeadWeights.Fresh && source.Contains(name) ? name : null;
        var bare = name[(network.Names.Prefix.Length + 1)..];
        return source.Contains(name) ? name : source.Contains(bare) ? bare : null;
    }

    // A module is fresh as a whole: a weight without its bias is a damaged file, not a backbone.
    private static bool MayBeFresh(SequenceClassifier network, IWeightSource source, string name, HeadWeights head)
    {
        if (head == HeadWeights.Required || !(network.IsHead(name) || network.IsPooler(name)))
            return false;
        var module = name[..name.LastIndexOf('.')];
        return new[] { $"{module}.weight", $"{module}.bias" }.All(n => FindName(network, source, n, head) is null);
    }
}
