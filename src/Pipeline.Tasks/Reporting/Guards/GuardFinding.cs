using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>What a guard has found.</summary>
/// <param name="Said">Whole sentences: what was found, and what it means.</param>
internal sealed record GuardFinding(Prose Said)
{
    /// <summary>The verdict is not known yet, because of this: a clause without a full stop. Null for what is only noted.</summary>
    public Prose? Because { get; init; }

    /// <summary>The keys of the experiment that mend it; empty where no key does.</summary>
    public IReadOnlyList<Setting> Mend { get; init; } = [];

    /// <summary>What <see cref="Mend"/> leaves to be done: a clause that begins with a verb. Null for nothing.</summary>
    public Prose? ByHand { get; init; }

    public bool Withholds => Because is not null;
}
