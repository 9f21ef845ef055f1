using Emotune.Model.Losses;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

/// <summary>Every recipe learns what there is to learn, and is not another recipe.</summary>
[Collection(LibtorchSettings.Name)]
public class RecipeTests
{
    private static readonly EncodedRows Training = TinyNetwork.Rows(101), Validation = TinyNetwork.Rows(40, 500);

    private static readonly (string Name, TrainingOptions Options)[] Recipes =
    [
        ("bce", TrainerTests.Options),
        ("pos_weight", With(new LossOptions { Kind = LossKind.PosWeight })),
        ("focal", With(new LossOptions { Kind = LossKind.Focal })),
        ("asymmetric", With(new LossOptions { Kind = LossKind.Asymmetric })),
        ("smoothing", With(new LossOptions { LabelSmoothing = 0.1 })),
        ("average", TrainerTests.Options with { EmaDecay = 0.9 }),
        ("epsilon", TrainerTests.Options with { Optimizer = new(Epsilon: 0.01) }),
        ("cosine", TrainerTests.Options with { Schedule = ScheduleKind.Cosine }),
        ("constant", TrainerTests.Options with { Schedule = ScheduleKind.Constant }),
    ];

    public static TheoryData<string> Names => [.. Recipes.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learns(string name)
    {
        var epochs = Train(name, new TinyNetwork());
        Assert.True(epochs[^1].MacroAveragePrecision > epochs[0].MacroAveragePrecision, $"{epochs[0]} {epochs[^1]}");
        Assert.InRange(epochs[^1].MacroAveragePrecision, 0.5, 1);
    }

    [Fact]
    public void Each_ends_with_weights_of_its_own()
    {
        var ends = Recipes.Select(r =>
        {
            var network = new TinyNetwork();
            Train(r.Name, network);
            return string.Join(' ', network.Weights().Take(50).Select(w => BitConverter.SingleToInt32Bits(w)));
        });
        Assert.Equal(Recipes.Length, ends.Distinct().Count());
    }

    private static IReadOnlyList<EpochLog> Train(string name, TinyNetwork network) =>
        new Trainer(network, Recipes.Single(r => r.Name == name).Options, 0).Train(Training, Validation).Epochs;

    private static TrainingOptions With(LossOptions loss) => TrainerTests.Options with { Loss = loss };
}
