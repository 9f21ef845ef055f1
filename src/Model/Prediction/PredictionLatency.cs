namespace Emotune.Model.Prediction;

/// <summary>How long comments take from their cleaned text to their logits, one at a time and as a batch.</summary>
/// <param name="Comments">How many comments were timed one at a time.</param>
/// <param name="MedianSeconds">The median time of one comment.</param>
/// <param name="HighSeconds">The time that 95 % of the comments do not exceed.</param>
/// <param name="BatchComments">How many comments a batch has.</param>
/// <param name="BatchSeconds">The median time of a batch.</param>
/// <param name="Precision">The number format of the matrix products.</param>
/// <param name="Threads">How many threads the model was given.</param>
internal sealed record PredictionLatency(
    int Comments, double MedianSeconds, double HighSeconds, int BatchComments, double BatchSeconds, string Precision, int Threads)
{
    /// <summary>Comments a second, in batches.</summary>
    public double BatchRate() => BatchComments / BatchSeconds;
}
