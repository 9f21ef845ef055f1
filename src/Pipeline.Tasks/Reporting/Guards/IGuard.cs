namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>One thing that a verdict must not rest on.</summary>
internal interface IGuard
{
    /// <summary>What it has found; null where the verdict may stand as far as it is concerned.</summary>
    GuardFinding? Check(GuardFacts facts);
}
