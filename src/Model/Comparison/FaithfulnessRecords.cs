using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>
/// How well a run's explanations say what it does, over all explained comments and its seeds: an element of <c>faithfulness.json</c>.
/// </summary>
/// <param name="Right">Comments by seed whose explained labels are all decided right.</param>
/// <param name="Wrong">The others.</param>
/// <param name="LargestAdditivityError">|base + Σ values − full|, the largest of all labels, in logits; null where nothing was
/// explained.</param>
/// <param name="Sampled">Comments by seed whose Shapley values are means over sampled orders.</param>
/// <param name="Groups">All comments, those decided right, those decided wrong, as far as there are any; empty where faithfulness was
/// not measured.</param>
internal sealed record RunFaithfulness(
    string Run, int Right, int Wrong, double? LargestAdditivityError, int Sampled, IReadOnlyList<FaithfulnessGroup> Groups);

/// <summary>Which comments a mean is over.</summary>
internal enum DecidedComments { All, Right, Wrong }

/// <summary>
/// Means over comments, labels and seeds averaged first, with bootstrap intervals over comments; in logits. See
/// <see cref="Explanation.Faithfulness"/>.
/// </summary>
/// <param name="Comments">Distinct comments.</param>
/// <param name="Comprehensiveness">The larger the better.</param>
/// <param name="Sufficiency">The smaller the better.</param>
/// <param name="Area">Over the perturbation curve: the larger the better.</param>
/// <param name="RandomArea">The same in orders that know nothing.</param>
/// <param name="AreaAboveRandom">Area − random area, from the same draws: faithful where its interval is above zero.</param>
internal sealed record FaithfulnessGroup(
    DecidedComments Decided,
    int Comments,
    Estimate Comprehensiveness,
    Estimate Sufficiency,
    Estimate Area,
    Estimate RandomArea,
    Estimate AreaAboveRandom);
