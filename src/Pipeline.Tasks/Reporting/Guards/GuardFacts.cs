using Emotune.Model.Comparison;
using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>All that guards look at.</summary>
/// <param name="Seeds">Those that the experiment asks for, in its order.</param>
/// <param name="Data">What Prepare counted.</param>
/// <param name="Pair">The two runs that a verdict would be on; null where there are not two.</param>
internal sealed record GuardFacts(IReadOnlyList<int> Seeds, DatasetSummary Data, GuardedPair? Pair)
{
    public int Comments(Split split) => Data.Splits.FirstOrDefault(s => s.Name == split.Name())?.Rows ?? 0;

    /// <summary>How many comments of the split are in train too.</summary>
    public int InTrain(Split split) =>
        Data.Shared.FirstOrDefault(o => o.First == Split.Train.Name() && o.Second == split.Name())?.Rows ?? 0;

    /// <summary>The share of the split's comments that are in train too, in [0, 1].</summary>
    public double ShareInTrain(Split split) => Comments(split) == 0 ? 0 : (double)InTrain(split) / Comments(split);
}

/// <summary>The two runs that a verdict is on.</summary>
/// <param name="Contrast">Null where the two were not compared.</param>
/// <param name="OtherLoad">How the trainings' circumstances differ, as a whole sentence; null where no difference shows.</param>
internal sealed record GuardedPair(GuardedRun Full, GuardedRun Lora, RunContrast? Contrast, string? OtherLoad)
{
    public IReadOnlyList<GuardedRun> Runs => [Full, Lora];
}

/// <summary>What guards look at in one run.</summary>
/// <param name="Seeds">How many seeds have a result.</param>
/// <param name="IsSearched">Whether the experiment declares a search.</param>
/// <param name="Rates">The runs that differ from this one in the learning rate alone, and this one; by rate.</param>
/// <param name="LastGains">What the last epoch of each training gained.</param>
internal sealed record GuardedRun(
    string Name, int Seeds, bool IsSearched, RunRecipe Recipe, IReadOnlyList<TriedRate> Rates, IReadOnlyList<LastGain> LastGains);

/// <summary>A learning rate that was tried.</summary>
/// <param name="WrittenAs">The name in the experiment file of the run that tried it.</param>
internal sealed record TriedRate(double Rate, string WrittenAs);

/// <summary>How much better the last epoch of one training was than the best before it, by the stopping metric.</summary>
/// <param name="Epochs">How many epochs the training took.</param>
/// <param name="Gain">Null where there was no epoch before.</param>
internal sealed record LastGain(int Seed, int Epochs, double? Gain);
