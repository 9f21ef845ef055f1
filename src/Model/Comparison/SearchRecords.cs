using Emotune.Metrics;
using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>Of each method's runs, the one that validation chose, and what it was chosen from.</summary>
/// <param name="Metric">The figure on raw validation logits that decided.</param>
/// <param name="EqualBudget">True where every method had as many trainings, of as many epochs in all.</param>
internal sealed record MethodSearch(ValidationMetric Metric, bool EqualBudget, IReadOnlyList<SearchedMethod> Methods);

/// <param name="Chosen">The run of the best mean over seeds; the first of several.</param>
/// <param name="Trainings">Runs × seeds.</param>
/// <param name="Epochs">The sum over trainings of the epochs that each could take.</param>
/// <param name="Candidates">All runs of the method that have a result, in the order of the experiment.</param>
internal sealed record SearchedMethod(
    FineTuningMethod Method, string Chosen, int Trainings, int Epochs, IReadOnlyList<SearchCandidate> Candidates);

/// <param name="Mean">The metric's mean over seeds, on validation.</param>
/// <param name="BySeed">In the order of the run's seeds.</param>
internal sealed record SearchCandidate(string Run, double LearningRate, double Mean, IReadOnlyList<double> BySeed);
