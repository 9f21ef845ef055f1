using Emotune.Model.Resampling;
using Emotune.Randomness;

namespace Emotune.Model.Comparison;

/// <summary>Means over comments with percentile intervals from comments drawn anew.</summary>
internal static class MeanOverComments
{
    /// <param name="comments">A comment's figures, as many for each; at least one comment.</param>
    /// <returns>One a figure, all from the same draws.</returns>
    public static Estimate[] Of(IReadOnlyList<double[]> comments, BootstrapOptions options)
    {
        options.Check();
        var figures = comments[0].Length;
        double[][] resampled = [.. Enumerable.Range(0, figures).Select(_ => new double[options.Resamples])];
        for (var resample = 0; resample < options.Resamples; resample++)
        {
            var random = new CounterRandom(options.Seed, resample);
            for (var draw = 0; draw < comments.Count; draw++)
            {
                var comment = comments[random.Below(comments.Count, draw)];
                for (var figure = 0; figure < figures; figure++)
                    resampled[figure][resample] += comment[figure] / comments.Count;
            }
        }
        return [
            .. resampled.Select(
                (values, figure) => new Estimate(comments.Average(c => c[figure]), PercentileInterval.Of(values, options.Confidence)))];
    }
}
