using Emotune.Model.Optimization;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Optimization;

public class ParameterGroupsTests
{
    private static readonly TrainedParameter[] Parameters =
    [
        new("encoder.weight", zeros(2, 2), ParameterRole.Encoder),
        new("encoder.bias", zeros(2), ParameterRole.Encoder),
        new("encoder.LayerNorm.weight", zeros(2), ParameterRole.Encoder),
        new("q.lora_A.weight", zeros(2, 2), ParameterRole.Adapter),
        new("q.lora_B.weight", zeros(2, 2), ParameterRole.AdapterUp),
        new("classifier.weight", zeros(2, 2), ParameterRole.Head),
        new("classifier.bias", zeros(2), ParameterRole.Head),
    ];

    [Fact]
    public void Matrices_decay_and_the_head_has_its_own_rate()
    {
        var groups = ParameterGroups.Create(Parameters, 0.1, headRateMultiplier: 10);
        Assert.Equal(
            ["body 1 0.1 3", "body, no decay 1 0 2", "head 10 0.1 1", "head, no decay 10 0 1"],
            groups.Select(Describe));
    }

    [Fact]
    public void LoraPlus_speeds_up_projections_and_vectors_as_PEFT_does()
    {
        var groups = ParameterGroups.Create(Parameters.Where(p => p.Role != ParameterRole.Encoder), 0.1, 1, 16);
        Assert.Equal(
            ["body 1 0.1 1", "body, fast 16 0.1 1", "head 1 0.1 1", "head, fast, no decay 16 0 1"],
            groups.Select(Describe));
    }

    [Fact]
    public void Layers_learn_more_slowly_the_deeper_they_lie()
    {
        TrainedParameter[] parameters =
        [
            new("embeddings.weight", zeros(2, 2), ParameterRole.Encoder, LayersAbove: 2),
            new("layer.0.weight", zeros(2, 2), ParameterRole.Encoder, LayersAbove: 1),
            new("layer.1.weight", zeros(2, 2), ParameterRole.Encoder),
            new("layer.1.bias", zeros(2), ParameterRole.Encoder),
            new("classifier.weight", zeros(2, 2), ParameterRole.Head),
        ];
        Assert.Equal(
            ["body 1 0.1 1", "body, no decay 1 0 1", "body, 1 down 0.5 0.1 1", "body, 2 down 0.25 0.1 1", "head 10 0.1 1"],
            ParameterGroups.Create(parameters, 0.1, headRateMultiplier: 10, layerDecay: 0.5).Select(Describe));
        Assert.Equal(3, ParameterGroups.Create(parameters, 0.1, headRateMultiplier: 10).Count);
    }

    private static string Describe(ParameterGroup group) =>
        FormattableString.Invariant($"{group.Name} {group.RateMultiplier} {group.WeightDecay} {group.Parameters.Count}");
}
