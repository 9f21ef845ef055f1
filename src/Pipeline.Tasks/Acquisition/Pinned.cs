namespace Emotune.Pipeline.Acquisition;

/// <summary>What a hub has now, to be written into an experiment's file.</summary>
/// <param name="Revision">The commit: 40 hexadecimal digits.</param>
/// <param name="Files">Every file that is needed, in the order of their names.</param>
internal sealed record PinnedModel(string Repository, string Revision, IReadOnlyList<PinnedFile> Files);

/// <summary>A file as it is now.</summary>
/// <param name="Name">The name in the repository, or the name under which the cache keeps the file of an address.</param>
internal sealed record PinnedFile(string Name, long Bytes, string Sha256);
