using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

public sealed class EncoderModulesTests
{
    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void Names_known_beforehand_are_those_of_the_network(string modelType, HeadPooling pooling)
    {
        var config = Shapes.Tiny(EncoderFamily.Find(modelType)!);
        using var network = new SequenceClassifier(config, 3, pooling);
        var modules = EncoderModules.Of(config, pooling);
        Assert.Equal(network.Linears.Select(l => l.Name), modules.Linears);
        Assert.Equal(
            network.NamedParameters.Select(p => p.Name[..p.Name.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal),
            modules.Linears.Concat(modules.Others).Order(StringComparer.Ordinal));
        Assert.Equal(
            config.Family.HeadModules,
            EncoderModules.Of(config, HeadPooling.FirstToken).Linears.TakeLast(config.Family.HeadModules.Count));
    }
}
