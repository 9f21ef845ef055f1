using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Seconds that were measured under other circumstances compare nothing.</summary>
internal sealed record OtherLoad : IGuard
{
    public GuardFinding? Check(GuardFacts facts) => facts.Pair?.OtherLoad is not { } why
        ? null
        : new GuardFinding(new Prose()
            .Say($"{why} They compare nothing. To compare them, train both again on an idle machine, ")
            .Say("one after the other, into another folder: ").Code("-p:ArtifactsRoot=again"));
}
