using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>A run of one fine-tuning method: what decides which runs are held against each other.</summary>
internal interface IMethodRun
{
    string Name { get; }

    FineTuningMethod Method { get; }
}
