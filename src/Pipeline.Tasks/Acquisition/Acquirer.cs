namespace Emotune.Pipeline.Acquisition;

/// <summary>
/// Brings models from a hub and files from addresses into the caches, each verified. Nothing is fetched twice, and what is not right is
/// never used.
/// </summary>
/// <param name="handler">Sends the requests; null for the system's network.</param>
/// <param name="digest">The SHA-256 of the file at a path, null where there is none; null to read the file each time.</param>
internal sealed class Acquirer(AcquisitionSettings settings, HttpMessageHandler? handler = null, Func<string, string?>? digest = null)
    : IDisposable
{
    /// <summary>Looks into the cache alone.</summary>
    /// <returns>The folder, if every file is there and right; otherwise null.</returns>
    public string? Find(WantedModel wanted) => throw new NotImplementedException($"{settings} {digest}");

    /// <summary>Looks into the cache alone.</summary>
    /// <returns>The file, if it is there and right; otherwise null.</returns>
    public string? Find(WantedFile wanted) => throw new NotImplementedException();

    /// <summary>Asks the hub what <see cref="FetchAsync(WantedModel, IProgress{FetchProgress}, CancellationToken)"/> would fetch.</summary>
    public Task<FetchSize> MeasureAsync(WantedModel wanted, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Asks the server what <see cref="FetchAsync(WantedFile, IProgress{FetchProgress}, CancellationToken)"/> would fetch.</summary>
    public Task<FetchSize> MeasureAsync(WantedFile wanted, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Fetches what is missing.</summary>
    /// <returns>The folder, in which every file is there and right.</returns>
    public Task<string> FetchAsync(WantedModel wanted, IProgress<FetchProgress> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Fetches the file if it is missing.</summary>
    /// <returns>The file.</returns>
    public Task<string> FetchAsync(WantedFile wanted, IProgress<FetchProgress> progress, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Asks the hub which commit it has now, and which digests the files have that are needed.</summary>
    /// <param name="revision">A branch, a tag or a commit; null for the main branch.</param>
    public Task<PinnedModel> PinAsync(string repository, string? revision, CancellationToken cancellation) =>
        throw new NotImplementedException();

    /// <summary>Downloads what the address has now, to say its digest.</summary>
    public Task<PinnedFile> PinAsync(Uri address, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Where a file of the model is taken that somebody placed by hand.</summary>
    /// <param name="file">The file's name in the repository.</param>
    public string PlaceOf(WantedModel wanted, string file) => throw new NotImplementedException();

    /// <summary>Where the file is taken when somebody placed it by hand.</summary>
    public string PlaceOf(WantedFile wanted) => throw new NotImplementedException();

    public void Dispose() => handler?.Dispose();
}
