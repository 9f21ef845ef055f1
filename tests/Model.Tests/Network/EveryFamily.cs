using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

/// <summary>The <c>model_type</c> of each family: a test over them takes a new family without a change.</summary>
internal sealed class EveryFamily : TheoryData<string>
{
    public EveryFamily() => AddRange([.. EncoderFamily.All.Select(f => f.ModelType)]);
}

/// <summary>Of each family that has a packed form, the <c>model_type</c>.</summary>
internal sealed class EveryPackedFamily : TheoryData<string>
{
    public EveryPackedFamily() => AddRange([.. All.Select(f => f.ModelType)]);

    /// <summary>Disentangled attention is computed by modules: a build over it says so, which has a test of its own.</summary>
    public static IEnumerable<EncoderFamily> All => EncoderFamily.All.Where(f => f != EncoderFamily.DebertaV2);
}

/// <summary>Each family with each pooling.</summary>
internal sealed class EveryFamilyAndPooling : TheoryData<string, HeadPooling>
{
    public EveryFamilyAndPooling()
    {
        foreach (var family in EncoderFamily.All)
        {
            Add(family.ModelType, HeadPooling.FirstToken);
            Add(family.ModelType, HeadPooling.Mean);
        }
    }
}
