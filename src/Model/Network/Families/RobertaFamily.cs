using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>RoBERTa (Liu et al. 2019, arXiv:1907.11692): BERT's layers with other positions and another head.</summary>
internal static class RobertaFamily
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "roberta",
        ClassName = "Roberta",
        DisplayName = "RoBERTa",
        Names = BertFamily.Value.Names with { Prefix = "roberta" },
        PretrainingHead = new PretrainingHeadNames(
            "lm_head.", "lm_head.dense", "lm_head.layer_norm", "lm_head.bias", "lm_head.decoder.bias"),
        Keys = BertFamily.Value.Keys with
        {
            // Published RoBERTas have 1e-5, RobertaConfig defaults to 1e-12: a file that does not say could mean either.
            RequiresLayerNormEpsilon = true,
            DefaultPadTokenId = 1,
        },
        HeadModules = ["classifier.dense", "classifier.out_proj"],
        CreateHead = (modules, labels) => new RobertaHead(modules, labels, x => x.tanh()),
        Positions = new RobertaPositions(),
    };
}

/// <summary>Two linear layers with a non-linearity between them; MPNet and ELECTRA have it too.</summary>
internal sealed class RobertaHead(ModuleRegistry modules, int labels, Func<Tensor, Tensor> activate) : ClassificationHead
{
    private readonly DropoutSite _inputDropout = modules.Dropout(modules.Config.ClassifierDropout);
    private readonly Linear _dense = modules.Linear("classifier.dense", modules.Config.HiddenSize, modules.Config.HiddenSize);
    private readonly DropoutSite _dropout = modules.Dropout(modules.Config.ClassifierDropout);
    private readonly Linear _output = modules.Linear("classifier.out_proj", modules.Config.HiddenSize, labels);

    public override Tensor Classify(Tensor features) =>
        _output.Forward(_dropout.Forward(activate(_dense.Forward(_inputDropout.Forward(features)))));
}

/// <summary>Counts from one above the padding's row, and does not count padding that a text spells out.</summary>
internal sealed class RobertaPositions : TokenPositions
{
    public override int? PaddingRow(int padTokenId) => padTokenId;

    public override int MaxSequenceLength(int rows, int padTokenId) => rows - padTokenId - 1;

    public override int Row(int id, int place, int ordinal, int padTokenId) => id == padTokenId ? padTokenId : padTokenId + ordinal;

    public override Tensor Rows(Tensor inputIds, int padTokenId)
    {
        var tokens = inputIds.ne(padTokenId).to(ScalarType.Int64);    // (B, T)
        return tokens.cumsum(1) * tokens + padTokenId;
    }
}
