using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>Whether runs look at the same words: <c>agreement.json</c>.</summary>
/// <param name="TopWords">How many words count as the foremost, see <see cref="RankAgreement.TopOverlap"/>.</param>
/// <param name="Persistence">Of the rank-biased overlap, in (0, 1).</param>
/// <param name="Shuffles">How often each ranking was shuffled for the baseline.</param>
/// <param name="Groups">Methods first, then the seeds of each run; empty where nothing was explained.</param>
internal sealed record AgreementReport(int TopWords, double Persistence, int Shuffles, IReadOnlyList<AgreementGroup> Groups);

/// <summary>What an agreement is between.</summary>
internal enum AgreementKind
{
    /// <summary>Two runs: each seed of the one with each of the other.</summary>
    Runs,

    /// <summary>
    /// Two seeds of one run, all pairs: how far training anew agrees with itself, which is the most that two runs can be asked for.
    /// </summary>
    Seeds,
}

/// <summary>The agreement of two runs, or of one run's seeds, over the explained comments.</summary>
/// <param name="First">A run.</param>
/// <param name="Second">The other run; the same one where <paramref name="Kind"/> is <see cref="AgreementKind.Seeds"/>.</param>
/// <param name="Comments">Those with a label that both sides explained: a comment is one draw, its labels and seed pairs averaged
/// first.</param>
/// <param name="Pairs">Comment, label and seed pairs compared.</param>
/// <param name="Unmatched">Comment, label and seed pairs where only one side explained the label (it is predicted there, and not true):
/// left out.</param>
/// <param name="Measures">One for each of <see cref="Agreements.Names"/>, in its order.</param>
internal sealed record AgreementGroup(
    AgreementKind Kind, string First, string Second, int Comments, int Pairs, int Unmatched, IReadOnlyList<AgreementMeasure> Measures);

/// <param name="Name">One of <see cref="Agreements.Names"/>.</param>
/// <param name="Agreement">Mean over comments, with its bootstrap interval over comments; null where undefined throughout.</param>
/// <param name="Shuffled">The same against the second side's values shuffled among the words: what agreement has to beat.</param>
/// <param name="AboveShuffled">Agreement − shuffled, with its interval from the same draws.</param>
internal sealed record AgreementMeasure(string Name, Estimate Agreement, Estimate Shuffled, Estimate AboveShuffled);

/// <summary>One comment and label in one group, its seed pairs averaged: a row of <c>agreement.csv</c>.</summary>
/// <param name="Row">The comment's row in the test split, from zero.</param>
/// <param name="Words">The comment's players.</param>
/// <param name="Values">One for each of <see cref="Agreements.Names"/>; null where undefined.</param>
/// <param name="Shuffled">Likewise.</param>
internal sealed record CommentAgreement(
    AgreementKind Kind, string First, string Second, int Row, string Label, int Words, IReadOnlyList<double?> Values,
    IReadOnlyList<double?> Shuffled);

/// <summary>A word that matters for a label over all explained comments and seeds of a run: a row of <c>label_words.csv</c>.</summary>
/// <param name="Rank">From 1, by <paramref name="TotalValue"/>, the largest first.</param>
/// <param name="Word">In lower case.</param>
/// <param name="Comments">Explained comments with the word and the label.</param>
/// <param name="TotalValue">The sum over its occurrences of its contributions to the label's logit, a mean over seeds.</param>
/// <param name="MeanValue">Over its occurrences.</param>
internal sealed record LabelWord(string Run, string Label, int Rank, string Word, int Comments, double TotalValue, double MeanValue);
