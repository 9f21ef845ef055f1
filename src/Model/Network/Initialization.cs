using Emotune.Randomness;
using TorchSharp.Modules;

namespace Emotune.Model.Network;

/// <summary>
/// Values for weights that no file has, by the rule of all families: N(0, initializer_range), biases zero, norms one.
/// </summary>
internal static class Initialization
{
    public static void Initialize(NamedParameter parameter, EncoderConfig config, long seed)
    {
        var (name, value) = parameter;
        if (name.EndsWith(".bias", StringComparison.Ordinal))
            Fill(value, 0);
        else if (value.dim() == 1)
            Fill(value, 1);                                              // a layer norm's weight
        else
            value.Assign(new CounterRandom(seed, name).Normal((int)value.numel(), config.InitializerRange));

        if (PaddingRow(name, config) is { } row)
        {
            using (TorchSharp.torch.no_grad())
                value[row].zero_();
        }
    }

    private static void Fill(Parameter parameter, float value)
    {
        using var _ = TorchSharp.torch.no_grad();
        parameter.fill_(value);
    }

    private static int? PaddingRow(string name, EncoderConfig config) =>
        name == config.Family.Names.WordTable ? config.PadTokenId
        : name.EndsWith(".position_embeddings.weight", StringComparison.Ordinal) ? config.PositionPaddingRow
        : null;
}
