namespace Emotune.Pipeline.Execution;

/// <summary>What changed an experiment's file in a build: the properties Set and Overrides, as they were given.</summary>
internal sealed record OverriddenBy(string? Set, string? Overrides)
{
    /// <summary>As one would type it: <c>Set=seeds=7</c>.</summary>
    public override string ToString() => string.Join(" and ",
        new[] { (nameof(Overrides), Overrides), (nameof(Set), Set) }.Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={p.Item2}"));
}
