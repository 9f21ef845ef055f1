using System.Text.Json.Nodes;

namespace Emotune.Model.Network;

/// <summary>What only one family's networks can be told, and what follows from it.</summary>
/// <remarks>Families without such settings share one value.</remarks>
internal record FamilySettings
{
    public static FamilySettings None { get; } = new();

    /// <summary>What the family's own head looks at.</summary>
    public virtual HeadPooling HeadPooling => HeadPooling.FirstToken;

    /// <summary>Whether each place has a vector in a table.</summary>
    public virtual bool HasPositionTable => true;

    /// <summary>Whether the vectors of padding are zero before the first layer.</summary>
    public virtual bool ClearsPadding => false;

    /// <summary>Whether layer norms have a shift.</summary>
    public virtual bool NormsHaveBias => true;

    /// <summary>Whether the linear layer before the output of a masked language model has a bias.</summary>
    public virtual bool PretrainingTransformHasBias => true;

    /// <summary>Whether a masked language model has a bias for each word piece.</summary>
    public virtual bool PretrainingOutputHasBias => true;

    /// <summary>The non-linearity in the head of a masked language model.</summary>
    public virtual Activation PretrainingActivation(EncoderConfig config) => config.Activation;

    /// <summary>Probability of dropout on the embeddings.</summary>
    public virtual double EmbeddingDropout(EncoderConfig config) => config.HiddenDropout;

    /// <summary>Outputs of the first linear layer of a feed-forward block.</summary>
    public virtual int FeedForwardWidth(EncoderConfig config) => config.IntermediateSize;

    /// <summary>Adds the settings to those of a <c>config.json</c>.</summary>
    public virtual void Write(JsonObject settings)
    {
    }
}
