namespace Emotune.Pipeline.Execution;

/// <summary>Results of an experiment that has no file any more, in one build's hands.</summary>
internal sealed record LeftoverResults(ArtifactFolder Artifacts, BuildLock Held) : IDisposable
{
    public void Dispose() => Held.Dispose();
}
