using Emotune.Model.Network;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Network;

public sealed class EncoderFormTests
{
    [Theory]
    [InlineData("bert", null)]
    [InlineData("modernbert", null)]
    [InlineData(
        "deberta-v2", "DeBERTa-v2 is computed by its modules over padded texts, which is slower than other families' packed form")]
    internal void A_family_without_a_packed_form_says_so_and_is_trained_by_its_modules(string modelType, string? remark)
    {
        using var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.Find(modelType)!), 3, HeadPooling.Mean);
        Assert.Equal(remark, network.Encoder.SlowerForm);
        using var trained = TrainedClassifier.Full(network);
        trained.BeginTraining(threads: 1);
        Assert.Equal(remark is null, trained.IsPacked);
    }
}
